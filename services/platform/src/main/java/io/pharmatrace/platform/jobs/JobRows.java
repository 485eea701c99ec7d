package io.pharmatrace.platform.jobs;

import io.pharmatrace.platform.error.Problem;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Jobs as callers ask for them, each organisation its own. Thread-safe. */
@Singleton
final class JobRows {
  /**
   * A result with its place.
   *
   * @param n from 1, in the order of the work
   */
  record Row(int n, JobResult result) {}

  /**
   * A job that a client's transaction began.
   *
   * @param content SHA-256 of what was asked for
   */
  record Named(UUID job, ByteBuffer content) {}

  private static final String JOBS =
      """
      SELECT j.id, j.kind, j.state, j.asked_by, j.created, j.started, j.finished, j.total,
             greatest(j.done, p.done) AS done, j.refused, j.code, j.reason
      FROM platform.job j LEFT JOIN platform.job_progress p ON p.job = j.id
      WHERE j.organisation_id = :organisation
      """;

  private final Jdbi jdbi;

  JobRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void insert(Handle handle, JobRequest request, String kind, byte[] input) {
    handle
        .createUpdate(
            """
            WITH made AS (
              INSERT INTO platform.job (id, organisation_id, asked_by, device, roles, site, kind,
                                        parameters)
              VALUES (:id, :organisation, :by, :device, :roles, :site, :kind, :parameters)
              RETURNING id)
            INSERT INTO platform.job_input (job, bytes) SELECT id, :input FROM made
            """)
        .bind("id", request.id())
        .bind("organisation", request.caller().organisation())
        .bind("by", request.caller().user())
        .bind("device", request.caller().device())
        .bindArray("roles", String.class, List.copyOf(request.caller().roleNames()))
        .bind("site", request.caller().site())
        .bind("kind", kind)
        .bind("parameters", request.parameters())
        .bind("input", input)
        .execute();
  }

  /** What a transaction began, if the job is still kept. */
  Optional<Named> named(Handle handle, UUID organisation, String transaction) {
    return handle
        .createQuery(
            """
            SELECT id, content FROM platform.job
            WHERE organisation_id = :organisation AND transaction_id = :transaction
            """)
        .bind("organisation", organisation)
        .bind("transaction", transaction)
        .map((r, c) -> new Named(r.getObject("id", UUID.class), ByteBuffer.wrap(r.getBytes(2))))
        .findOne();
  }

  /** Notes which transaction began a job. */
  void name(Handle handle, UUID job, String transaction, byte[] content) {
    handle
        .createUpdate(
            """
            UPDATE platform.job SET transaction_id = :transaction, content = :content
            WHERE id = :job
            """)
        .bind("transaction", transaction)
        .bind("content", content)
        .bind("job", job)
        .execute();
  }

  /** Lets one begin jobs of an organisation at a time, so that they can be counted. */
  void lock(Handle handle, UUID organisation) {
    handle
        .createQuery("SELECT pg_advisory_xact_lock(hashtextextended('job ' || :organisation, 0))")
        .bind("organisation", organisation.toString())
        .mapToMap()
        .list();
  }

  /** How many jobs of an organisation are not finished. */
  int unfinished(Handle handle, UUID organisation) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM platform.job
            WHERE organisation_id = :organisation AND state IN ('waiting', 'running')
            """)
        .bind("organisation", organisation)
        .mapTo(Integer.class)
        .one();
  }

  Optional<Job> find(UUID organisation, UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(JOBS + " AND j.id = :id")
                .bind("organisation", organisation)
                .bind("id", id)
                .map((r, c) -> job(r))
                .findOne());
  }

  /** Newest first; those older than {@code after}, if that is given. */
  List<Job> list(UUID organisation, @Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    JOBS
                        + """
                           AND (CAST(:after AS uuid) IS NULL OR (j.created, j.id) <
                            (SELECT a.created, a.id FROM platform.job a
                             WHERE a.id = :after AND a.organisation_id = :organisation))
                          ORDER BY j.created DESC, j.id DESC LIMIT :limit
                          """)
                .bind("organisation", organisation)
                .bind("after", after)
                .bind("limit", limit)
                .map((r, c) -> job(r))
                .list());
  }

  /**
   * Results of a job that is the caller's, in order.
   *
   * @param outcome only these, or all
   * @param after the last {@link Row#n} of the page before, or 0
   */
  List<Row> results(UUID job, JobResult.@Nullable Outcome outcome, int after, int limit) {
    // Written out for each, so that the index of the refused ones is found.
    String only = outcome == null ? "" : " AND outcome = '" + text(outcome) + "'";
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT n, position, outcome, item, field, code, reason, detail, alert, raised"
                        + " FROM platform.job_item"
                        + " WHERE job = :job AND n > :after"
                        + only
                        + " ORDER BY n LIMIT :limit")
                .bind("job", job)
                .bind("after", after)
                .bind("limit", limit)
                .map((r, c) -> new Row(r.getInt("n"), result(r)))
                .list());
  }

  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static JobResult result(ResultSet r) throws SQLException {
    @Nullable String alert = r.getString("alert");
    return new JobResult(
        r.getInt("position"),
        JobResult.Outcome.valueOf(r.getString("outcome").toUpperCase(Locale.ROOT)),
        r.getString("item"),
        r.getString("field"),
        r.getString("code"),
        r.getString("reason"),
        r.getString("detail"),
        alert == null ? null : new Problem.Alert(alert, r.getBoolean("raised")));
  }

  private static Job job(ResultSet r) throws SQLException {
    return new Job(
        r.getObject("id", UUID.class),
        r.getString("kind"),
        Job.State.valueOf(r.getString("state").toUpperCase(Locale.ROOT)),
        r.getString("asked_by"),
        r.getObject("created", OffsetDateTime.class),
        r.getObject("started", OffsetDateTime.class),
        r.getObject("finished", OffsetDateTime.class),
        r.getObject("total", Integer.class),
        r.getInt("done"),
        r.getInt("refused"),
        r.getString("code"),
        r.getString("reason"));
  }
}
