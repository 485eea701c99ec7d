package io.pharmatrace.custody.application;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which scans were taken, and those that wait. Thread-safe. */
@Singleton
final class ScanStore {
  /** Identifies a scan. */
  record Key(String reader, String scanId) {}

  /**
   * What became of a scan.
   *
   * @param status accepted, parked or rejected
   * @param event the event, if accepted
   * @param message the original, if parked
   */
  record Result(Key key, String status, @Nullable Long event, @Nullable String message) {
    static Result accepted(Key key, long event) {
      return new Result(key, "accepted", event, null);
    }

    static Result parked(Key key, String message) {
      return new Result(key, "parked", null, message);
    }

    static Result rejected(Key key) {
      return new Result(key, "rejected", null, null);
    }
  }

  /** Those of the scans that were taken before. */
  Set<Key> known(Handle handle, Collection<Key> keys) {
    return handle
        .createQuery(
            """
            SELECT s.reader, s.scan_id FROM custody.scan s
            JOIN unnest(:readers, :ids) AS k (reader, scan_id)
              ON s.reader = k.reader AND s.scan_id = k.scan_id
            """)
        .bindArray("readers", String.class, keys.stream().map(Key::reader).toList())
        .bindArray("ids", String.class, keys.stream().map(Key::scanId).toList())
        .map((r, c) -> new Key(r.getString(1), r.getString(2)))
        .collect(Collectors.toSet());
  }

  /** Notes scans that were not known. */
  void insert(Handle handle, List<Result> results, Duration parkFor) {
    if (results.isEmpty()) {
      return;
    }
    int rows =
        handle
            .createUpdate(
                """
                INSERT INTO custody.scan (reader, scan_id, status, event_id, message, deadline)
                SELECT reader, scan_id, status, event_id, message,
                       CASE WHEN status = 'parked'
                            THEN now() + CAST(:seconds AS double precision) * interval '1 second' END
                FROM unnest(:readers, :ids, :statuses, :events, :messages)
                  AS n (reader, scan_id, status, event_id, message)
                ON CONFLICT (reader, scan_id) DO NOTHING
                """)
            .bind("seconds", parkFor.toMillis() / 1000.0)
            .bindArray("readers", String.class, Columns.of(results, r -> r.key().reader()))
            .bindArray("ids", String.class, Columns.of(results, r -> r.key().scanId()))
            .bindArray("statuses", String.class, Columns.of(results, Result::status))
            .bindArray("events", Long.class, Columns.of(results, Result::event))
            .bindArray("messages", String.class, Columns.of(results, Result::message))
            .execute();
    if (rows != results.size()) {
      throw new Conflict("another transaction took the same scan");
    }
  }

  /**
   * Locks parked scans, oldest first, and gives their messages.
   *
   * @param overdue those past their deadline, or those before it
   */
  List<String> lockParked(Handle handle, boolean overdue, int limit) {
    return handle
        .createQuery(
            """
            SELECT message FROM custody.scan
            WHERE status = 'parked' AND (deadline <= now()) = :overdue
            ORDER BY received LIMIT :limit FOR UPDATE SKIP LOCKED
            """)
        .bind("overdue", overdue)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** Notes what became of parked scans; those that still wait stay as they are. */
  void settle(Handle handle, List<Result> results) {
    List<Result> settled = results.stream().filter(r -> !r.status().equals("parked")).toList();
    if (settled.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.scan s
            SET status = n.status, event_id = n.event_id, message = NULL, deadline = NULL
            FROM unnest(:readers, :ids, :statuses, :events) AS n (reader, scan_id, status, event_id)
            WHERE s.reader = n.reader AND s.scan_id = n.scan_id
            """)
        .bindArray("readers", String.class, Columns.of(settled, r -> r.key().reader()))
        .bindArray("ids", String.class, Columns.of(settled, r -> r.key().scanId()))
        .bindArray("statuses", String.class, Columns.of(settled, Result::status))
        .bindArray("events", Long.class, Columns.of(settled, Result::event))
        .execute();
  }
}
