package io.pharmatrace.platform.jobs;

import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Which job is worked on next. Each method joins the caller's transaction. Thread-safe. */
@Singleton
final class JobTurns {
  /**
   * A job that this transaction has for itself.
   *
   * @param begun whether its number of items is known
   * @param next the first item that is to do
   */
  record Claim(JobRequest request, String kind, boolean begun, int next) {}

  /**
   * A job to turn to.
   *
   * @param turns how many processes did since something of it was committed, this one included
   */
  record Turn(UUID id, int turns) {}

  /**
   * The oldest job that nobody else works on, of the organisation whose turn was longest ago; that
   * a worker turns to it is noted. A process counts once until another does, for one that comes
   * back did not die, the database may have been away; and turns within two seconds count once:
   * several processes may turn to it between two chunks, and none dies and comes back as fast.
   *
   * @param process the same for all workers of a process, and for no other
   */
  Optional<Turn> turn(Handle handle, Collection<String> kinds, UUID process) {
    return handle
        .createQuery(
            """
            WITH next AS (
              SELECT j.id, j.organisation_id
              FROM platform.job j LEFT JOIN platform.job_turn t USING (organisation_id)
              WHERE j.state IN ('waiting', 'running') AND j.kind = ANY(:kinds)
                AND j.not_before <= now()
              ORDER BY t.turned NULLS FIRST, j.created, j.id
              LIMIT 1 FOR NO KEY UPDATE OF j SKIP LOCKED
            ), noted AS (
              INSERT INTO platform.job_turn (organisation_id, turned)
              SELECT organisation_id, clock_timestamp() FROM next
              ON CONFLICT (organisation_id) DO UPDATE SET turned = excluded.turned
            )
            UPDATE platform.job j
            SET turned = now(), turned_by = :process,
                turns = CASE WHEN j.turned > now() - interval '2 seconds' OR j.turned_by = :process
                             THEN j.turns ELSE j.turns + 1 END
            FROM next WHERE j.id = next.id
            RETURNING j.id, j.turns
            """)
        .bindArray("kinds", String.class, List.copyOf(kinds))
        .bind("process", process)
        .map((r, c) -> new Turn(r.getObject("id", UUID.class), r.getInt("turns")))
        .findOne();
  }

  /** Locks a job until the end of the transaction, if it is free and there is something to do. */
  Optional<Claim> claim(Handle handle, UUID id) {
    return handle
        .createQuery(
            """
            SELECT id, organisation_id, asked_by, device, roles, site, parameters, kind, state, done
            FROM platform.job
            WHERE id = :id AND state IN ('waiting', 'running') AND not_before <= now()
            FOR NO KEY UPDATE SKIP LOCKED
            """)
        .bind("id", id)
        .map(
            (r, c) ->
                new Claim(
                    new JobRequest(
                        r.getObject("id", UUID.class), caller(r), r.getString("parameters")),
                    r.getString("kind"),
                    r.getString("state").equals("running"),
                    r.getInt("done")))
        .findOne();
  }

  private static Caller caller(ResultSet r) throws SQLException {
    return new Caller(
        r.getString("asked_by"),
        r.getBoolean("device"),
        r.getObject("organisation_id", UUID.class),
        Stream.of((String[]) r.getArray("roles").getArray())
            .map(Role::of)
            .collect(Collectors.toUnmodifiableSet()),
        r.getString("site"));
  }
}
