package io.pharmatrace.platform.jobs;

import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.error.Problem;
import io.pharmatrace.platform.jobs.JobResult.Outcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Jobs as those who do them see them. Each method joins the caller's transaction. Thread-safe. */
@Singleton
final class JobQueue {
  /** Longest text of a result that is kept, characters. */
  private static final int MAX_TEXT = 1_000;

  /** Bytes of an input that are read at once. */
  private static final int PIECE = 1 << 20;

  /** What the request sent, read piece by piece: as a whole the driver needs its size thrice. */
  byte[] input(Handle handle, UUID id) {
    int size =
        handle
            .createQuery("SELECT octet_length(bytes) FROM platform.job_input WHERE job = :id")
            .bind("id", id)
            .mapTo(Integer.class)
            .one();
    byte[] input = new byte[size];
    for (int at = 0; at < size; at += PIECE) {
      byte[] piece =
          handle
              .createQuery(
                  "SELECT substring(bytes FROM :from FOR :piece) FROM platform.job_input"
                      + " WHERE job = :id")
              .bind("from", at + 1)
              .bind("piece", PIECE)
              .bind("id", id)
              .mapTo(byte[].class)
              .one();
      System.arraycopy(piece, 0, input, at, piece.length);
    }
    return input;
  }

  void begin(Handle handle, UUID id, int total) {
    handle
        .createUpdate(
            """
            UPDATE platform.job
            SET state = 'running', started = now(), total = :total, faults = 0, turns = 0
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("total", total)
        .execute();
  }

  /** Notes that a chunk is done, and of the last one that the job is. */
  void advance(Handle handle, UUID id, int next, List<JobResult> results) {
    long refused =
        results.stream()
            .filter(result -> result.outcome() == Outcome.REFUSED)
            .mapToInt(JobResult::position)
            .distinct()
            .count();
    addResults(handle, id, results);
    boolean last =
        handle
            .createQuery(
                """
                UPDATE platform.job
                SET done = :next, refused = refused + :refused, faults = 0, turns = 0,
                    state = CASE WHEN :next >= total THEN 'done' ELSE state END,
                    finished = CASE WHEN :next >= total THEN clock_timestamp() END
                WHERE id = :id RETURNING state = 'done'
                """)
            .bind("id", id)
            .bind("next", next)
            .bind("refused", refused)
            .mapTo(Boolean.class)
            .one();
    if (last) {
      tidy(handle, id);
    }
  }

  /** Ends a job before its last item. */
  void fail(Handle handle, UUID id, String code, String reason, List<JobResult> results) {
    addResults(handle, id, results);
    handle
        .createUpdate(
            """
            UPDATE platform.job
            SET state = 'failed', finished = clock_timestamp(), code = :code, reason = :reason
            WHERE id = :id AND state IN ('waiting', 'running')
            """)
        .bind("id", id)
        .bind("code", code)
        .bind("reason", text(reason))
        .execute();
    tidy(handle, id);
  }

  /**
   * Counts a fault of the present chunk and puts the job off for a while, twice as long each time.
   *
   * @param first how long the first time
   * @return how many there were in a row
   */
  int fault(Handle handle, UUID id, Duration first) {
    return handle
        .createQuery(
            """
            UPDATE platform.job
            SET faults = faults + 1, turns = 0,
                not_before = clock_timestamp() + :seconds * power(2, faults) * interval '1 second'
            WHERE id = :id RETURNING faults
            """)
        .bind("id", id)
        .bind("seconds", first.toMillis() / 1000.0)
        .mapTo(Integer.class)
        .one();
  }

  /** Notes how far an uncommitted chunk is; in a transaction of its own. */
  void progress(Handle handle, UUID id, int done) {
    handle
        .createUpdate(
            """
            INSERT INTO platform.job_progress (job, done) VALUES (:id, :done)
            ON CONFLICT (job) DO UPDATE SET done = excluded.done
            """)
        .bind("id", id)
        .bind("done", done)
        .execute();
  }

  /** Forgets jobs that were finished so long ago. */
  void removeOlderThan(Handle handle, Duration age) {
    handle
        .createUpdate(
            "DELETE FROM platform.job WHERE finished < now() - :seconds * interval '1 second'")
        .bind("seconds", age.toSeconds())
        .execute();
  }

  private static void tidy(Handle handle, UUID id) {
    handle
        .createUpdate(
            """
            WITH input AS (DELETE FROM platform.job_input WHERE job = :id)
            DELETE FROM platform.job_progress WHERE job = :id
            """)
        .bind("id", id)
        .execute();
  }

  private static void addResults(Handle handle, UUID id, List<JobResult> results) {
    if (results.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            WITH counted AS (
              UPDATE platform.job SET results = results + :count WHERE id = :id
              RETURNING results - :count AS before)
            INSERT INTO platform.job_item (job, n, position, outcome, item, field, code, reason,
                                           detail, alert, raised)
            SELECT :id, c.before + r.place, r.position, r.outcome, r.item, r.field, r.code, r.reason,
                   r.detail, r.alert, r.raised
            FROM counted c, unnest(:positions, :outcomes, :items, :fields, :codes, :reasons, :details,
                                   :alerts, :raised)
              WITH ORDINALITY AS r (position, outcome, item, field, code, reason, detail, alert,
                                    raised, place)
            """)
        .bind("id", id)
        .bind("count", results.size())
        .bindArray("positions", Integer.class, Columns.of(results, JobResult::position))
        .bindArray("outcomes", String.class, Columns.of(results, r -> JobRows.text(r.outcome())))
        .bindArray("items", String.class, Columns.of(results, r -> text(r.item())))
        .bindArray("fields", String.class, Columns.of(results, r -> text(r.field())))
        .bindArray("codes", String.class, Columns.of(results, JobResult::code))
        .bindArray("reasons", String.class, Columns.of(results, JobResult::reason))
        .bindArray("details", String.class, Columns.of(results, r -> text(r.detail())))
        .bindArray("alerts", String.class, Columns.of(results, r -> code(r.alert())))
        .bindArray("raised", Boolean.class, Columns.of(results, r -> raised(r.alert())))
        .execute();
  }

  private static @Nullable String code(Problem.@Nullable Alert alert) {
    return alert == null ? null : alert.code();
  }

  private static @Nullable Boolean raised(Problem.@Nullable Alert alert) {
    return alert == null ? null : alert.raised();
  }

  /** PostgreSQL has no NUL character in a text; what others sent may be long. */
  private static @Nullable String text(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String kept = text.replace("\0", "\\0");
    return kept.length() <= MAX_TEXT ? kept : kept.substring(0, MAX_TEXT);
  }
}
