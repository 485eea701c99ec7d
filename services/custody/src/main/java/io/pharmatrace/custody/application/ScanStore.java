package io.pharmatrace.custody.application;

import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
   * @param content fingerprint of what it says
   * @param status accepted, parked or rejected
   * @param event the event, if accepted
   * @param waiting what to keep of it, if parked
   */
  record Result(
      Key key, String content, String status, @Nullable Long event, @Nullable Waiting waiting) {
    static Result accepted(Key key, String content, long event) {
      return new Result(key, content, "accepted", event, null);
    }

    static Result parked(Key key, String content, Waiting waiting) {
      return new Result(key, content, "parked", null, waiting);
    }

    static Result rejected(Key key, String content) {
      return new Result(key, content, "rejected", null, null);
    }
  }

  /**
   * A parked scan.
   *
   * @param units Digital Link URIs of every unit that it names
   */
  record Waiting(String message, UUID organisation, OffsetDateTime time, List<String> units) {}

  /**
   * Those of the scans that were taken before.
   *
   * @return with the fingerprint of what they said; empty of those from before that was kept
   */
  Map<Key, Optional<String>> known(Handle handle, Collection<Key> keys) {
    return handle
        .createQuery(
            """
            SELECT s.reader, s.scan_id, encode(s.content, 'hex') FROM custody.scan s
            JOIN unnest(:readers, :ids) AS k (reader, scan_id)
              ON s.reader = k.reader AND s.scan_id = k.scan_id
            """)
        .bindArray("readers", String.class, keys.stream().map(Key::reader).toList())
        .bindArray("ids", String.class, keys.stream().map(Key::scanId).toList())
        .map(
            (r, c) ->
                Map.entry(
                    new Key(r.getString(1), r.getString(2)), Optional.ofNullable(r.getString(3))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
                INSERT INTO custody.scan (reader, scan_id, content, status, event_id, message,
                  deadline, organisation_id, event_time, units)
                SELECT reader, scan_id, decode(content, 'hex'), status, event_id, message,
                       CASE WHEN status = 'parked'
                            THEN now() + CAST(:seconds AS double precision) * interval '1 second' END,
                       organisation, event_time, string_to_array(units, ' ')
                FROM unnest(:readers, :ids, :contents, :statuses, :events, :messages, :organisations,
                            :times, :units)
                  AS n (reader, scan_id, content, status, event_id, message, organisation,
                        event_time, units)
                ON CONFLICT (reader, scan_id) DO NOTHING
                """)
            .bind("seconds", parkFor.toMillis() / 1000.0)
            .bindArray("readers", String.class, Columns.of(results, r -> r.key().reader()))
            .bindArray("ids", String.class, Columns.of(results, r -> r.key().scanId()))
            .bindArray("contents", String.class, Columns.of(results, Result::content))
            .bindArray("statuses", String.class, Columns.of(results, Result::status))
            .bindArray("events", Long.class, Columns.of(results, Result::event))
            .bindArray("messages", String.class, parked(results, Waiting::message))
            .bindArray("organisations", UUID.class, parked(results, Waiting::organisation))
            .bindArray("times", OffsetDateTime.class, parked(results, Waiting::time))
            // A URI holds no blank, and PostgreSQL has no arrays of arrays of different length.
            .bindArray("units", String.class, parked(results, w -> String.join(" ", w.units())))
            .execute();
    if (rows != results.size()) {
      throw new Conflict("another transaction took the same scan");
    }
  }

  private static <T> List<@Nullable T> parked(List<Result> results, Function<Waiting, T> part) {
    return Columns.of(results, r -> r.waiting() == null ? null : part.apply(r.waiting()));
  }

  /** What waits about any of these units. */
  WaitingUnits waiting(Handle handle, Collection<String> units) {
    WaitingUnits waiting = new WaitingUnits();
    handle
        .createQuery(
            """
            SELECT organisation_id, event_time, units FROM custody.scan
            WHERE status = 'parked' AND units && CAST(:units AS text[])
            """)
        .bindArray("units", String.class, List.copyOf(units))
        .map(
            (r, c) -> {
              waiting.add(
                  r.getObject(1, UUID.class),
                  r.getObject(2, OffsetDateTime.class),
                  List.of((String[]) r.getArray(3).getArray()));
              return true;
            })
        .list();
    return waiting;
  }

  /**
   * Locks parked scans and gives their messages in the order of event time; of too many, those
   * whose last try is longest ago.
   *
   * @param overdue those past their deadline, or those before it
   */
  List<String> lockParked(Handle handle, boolean overdue, int limit) {
    return handle
        .createQuery(
            """
            WITH chosen AS (
              SELECT reader, scan_id FROM custody.scan
              WHERE status = 'parked' AND (deadline <= now()) = :overdue
              ORDER BY tried NULLS FIRST LIMIT :limit FOR UPDATE SKIP LOCKED
            ), noted AS (
              UPDATE custody.scan s SET tried = now() FROM chosen c
              WHERE s.reader = c.reader AND s.scan_id = c.scan_id
              RETURNING s.message, s.event_time
            )
            SELECT message FROM noted ORDER BY event_time
            """)
        .bind("overdue", overdue)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** The oldest parked scans, not locked. */
  List<Key> parked(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT reader, scan_id FROM custody.scan WHERE status = 'parked'
            ORDER BY tried NULLS FIRST LIMIT :limit
            """)
        .bind("limit", limit)
        .map((r, c) -> new Key(r.getString(1), r.getString(2)))
        .list();
  }

  /** Locks one parked scan; empty when it waits no longer, or another process has it. */
  Optional<String> lockParked(Handle handle, Key key) {
    return handle
        .createQuery(
            """
            SELECT message FROM custody.scan
            WHERE reader = :reader AND scan_id = :id AND status = 'parked'
            FOR UPDATE SKIP LOCKED
            """)
        .bind("reader", key.reader())
        .bind("id", key.scanId())
        .mapTo(String.class)
        .findOne();
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
            SET status = n.status, event_id = n.event_id, message = NULL, deadline = NULL,
                tried = NULL, organisation_id = NULL, event_time = NULL, units = NULL
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
