package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stored capture jobs with their errors. Thread-safe. */
@Singleton
final class CaptureJobs {
  /** How many errors of each job a list shows. */
  private static final int SHOWN_IN_LIST = 10;

  /**
   * How far an unfinished job is.
   *
   * @param organisation whose it is
   * @param site to which who captures it is confined, if so
   * @param proceed store what can be stored; else nothing unless everything can be
   * @param next the first event that is still to do
   * @param errors how many there were
   */
  record Progress(UUID organisation, @Nullable Gln site, boolean proceed, int next, int errors) {}

  void insert(Handle handle, UUID id, UUID organisation, @Nullable Gln site, boolean proceed) {
    handle
        .createUpdate(
            """
            INSERT INTO custody.capture_job (id, organisation_id, site, proceed)
            VALUES (:id, :organisation, :site, :proceed)
            """)
        .bind("id", id)
        .bind("organisation", organisation)
        .bind("site", site == null ? null : site.digits())
        .bind("proceed", proceed)
        .execute();
  }

  /** Locks a job in the caller's transaction; empty when it is finished. */
  Optional<Progress> lock(Handle handle, UUID id) {
    return handle
        .createQuery(
            """
            SELECT organisation_id, site, proceed, events, error_count FROM custody.capture_job
            WHERE id = :id AND finished IS NULL FOR UPDATE
            """)
        .bind("id", id)
        .map(
            (r, c) ->
                new Progress(
                    r.getObject("organisation_id", UUID.class),
                    r.getString("site") == null ? null : new Gln(r.getString("site")),
                    r.getBoolean("proceed"),
                    r.getInt("events"),
                    r.getInt("error_count")))
        .findOne();
  }

  /** Notes how far a locked job has come, and what went wrong on the way. */
  void advance(Handle handle, UUID id, int next, CaptureError.Tally errors) {
    int before =
        handle
            .createQuery(
                """
                UPDATE custody.capture_job
                SET events = :next, error_count = error_count + :errors,
                    success = success AND :errors = 0
                WHERE id = :id RETURNING error_count - :errors
                """)
            .bind("id", id)
            .bind("next", next)
            .bind("errors", errors.count())
            .mapTo(Integer.class)
            .one();
    List<CaptureError> kept =
        errors.kept().stream().limit(Math.max(0, CaptureError.Tally.KEPT - before)).toList();
    if (!kept.isEmpty()) {
      insertErrors(handle, id, before, kept);
    }
  }

  private static void insertErrors(Handle handle, UUID id, int first, List<CaptureError> errors) {
    handle
        .createUpdate(
            """
            INSERT INTO custody.capture_error (job, n, event, reason, path, detail)
            SELECT :job, :first + place - 1, event, reason, path, detail
            FROM unnest(:events, :reasons, :paths, :details) WITH ORDINALITY
              AS e (event, reason, path, detail, place)
            """)
        .bind("job", id)
        .bind("first", first)
        .bindArray("events", Integer.class, Columns.of(errors, CaptureError::event))
        .bindArray("reasons", String.class, Columns.of(errors, e -> e.reason().code()))
        .bindArray("paths", String.class, Columns.of(errors, e -> text(e.path())))
        .bindArray("details", String.class, Columns.of(errors, e -> text(e.detail())))
        .execute();
  }

  /** PostgreSQL has no NUL character in a text. */
  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace("\0", "\\0");
  }

  /** The first event of the document that broke a rule of the standard. */
  Optional<Refusal> invalid(Handle handle, UUID id) {
    return handle
        .createQuery(
            """
            SELECT path || ': ' || detail FROM custody.capture_error
            WHERE job = :id AND path IS NOT NULL ORDER BY n LIMIT 1
            """)
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .map(detail -> new Refusal(Refusal.Reason.INVALID_EVENT, detail));
  }

  void finish(Handle handle, UUID id) {
    handle
        .createUpdate("UPDATE custody.capture_job SET finished = now() WHERE id = :id")
        .bind("id", id)
        .execute();
  }

  /** A job with all its kept errors, if it is the organisation's. */
  Optional<CaptureJob> find(Handle handle, UUID organisation, UUID id) {
    return handle
        .createQuery(
            """
            SELECT * FROM custody.capture_job WHERE id = :id AND organisation_id = :organisation
            """)
        .bind("id", id)
        .bind("organisation", organisation)
        .map((r, c) -> job(r, errors(handle, List.of(id), CaptureError.Tally.KEPT)))
        .findOne();
  }

  /** Jobs of an organisation, newest first, each with its first errors. */
  List<CaptureJob> list(Handle handle, UUID organisation, @Nullable UUID after, int limit) {
    List<UUID> ids =
        handle
            .createQuery(
                """
                SELECT id FROM custody.capture_job
                WHERE organisation_id = :organisation
                  AND (CAST(:after AS uuid) IS NULL OR (created, id) <
                    (SELECT a.created, a.id FROM custody.capture_job a
                     WHERE a.id = :after AND a.organisation_id = :organisation))
                ORDER BY created DESC, id DESC LIMIT :limit
                """)
            .bind("organisation", organisation)
            .bind("after", after)
            .bind("limit", limit)
            .mapTo(UUID.class)
            .list();
    Map<UUID, List<CaptureJob.EventProblem>> errors = errors(handle, ids, SHOWN_IN_LIST);
    return handle
        .createQuery(
            """
            SELECT * FROM custody.capture_job WHERE id = ANY(:ids) ORDER BY created DESC, id DESC
            """)
        .bindArray("ids", UUID.class, ids)
        .map((r, c) -> job(r, errors))
        .list();
  }

  private static Map<UUID, List<CaptureJob.EventProblem>> errors(
      Handle handle, List<UUID> jobs, int each) {
    return handle
        .createQuery(
            """
            SELECT job, event, reason, path, detail FROM custody.capture_error
            WHERE job = ANY(:jobs) AND n < :each ORDER BY event NULLS LAST, n
            """)
        .bindArray("jobs", UUID.class, jobs)
        .bind("each", each)
        .reduceRows(
            new HashMap<>(),
            (found, row) -> {
              found
                  .computeIfAbsent(row.getColumn("job", UUID.class), job -> new ArrayList<>())
                  .add(
                      CaptureJob.EventProblem.of(
                          row.getColumn("reason", String.class),
                          row.getColumn("detail", String.class),
                          row.getColumn("event", Integer.class),
                          row.getColumn("path", String.class)));
              return found;
            });
  }

  private static CaptureJob job(ResultSet r, Map<UUID, List<CaptureJob.EventProblem>> errors)
      throws SQLException {
    UUID id = r.getObject("id", UUID.class);
    @Nullable OffsetDateTime finished = r.getObject("finished", OffsetDateTime.class);
    return new CaptureJob(
        id,
        r.getObject("created", OffsetDateTime.class),
        finished,
        finished == null,
        r.getBoolean("success"),
        r.getBoolean("proceed") ? "proceed" : "rollback",
        r.getInt("events"),
        r.getInt("error_count"),
        errors.getOrDefault(id, List.of()));
  }
}
