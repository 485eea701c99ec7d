package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units.Move;
import io.pharmatrace.custody.domain.Units.Undone;
import io.pharmatrace.platform.Columns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes which unit was inside which, from when to when, out of moves in their order. */
final class Memberships {
  private record Pair(Unit child, Unit parent) {}

  private record Key(Pair pair, Instant entered) {}

  private record Row(Key key, Move entered, @Nullable Move left) {
    OffsetDateTime enteredAt() {
      return entered.at();
    }

    @Nullable OffsetDateTime leftAt() {
      if (left == null) {
        return null;
      }
      return left.at().isBefore(entered.at()) ? entered.at() : left.at();
    }

    @Nullable Long leftEvent() {
      return left == null ? null : left.event();
    }
  }

  private Memberships() {}

  /** Closes stored memberships first, then adds new ones, which may be closed again already. */
  static void save(Handle handle, List<Move> moves) {
    List<Move> closed = new ArrayList<>();
    Map<Key, Row> added = new LinkedHashMap<>();
    Map<Pair, Key> open = new HashMap<>();
    for (Move move : moves) {
      Pair pair = new Pair(move.child(), move.parent());
      if (move.into()) {
        Key key = new Key(pair, move.at().toInstant());
        open.put(pair, key);
        added.put(key, new Row(key, move, null));
      } else if (open.containsKey(pair)) {
        added.computeIfPresent(
            Objects.requireNonNull(open.remove(pair)), (k, row) -> new Row(k, row.entered(), move));
      } else {
        closed.add(move);
      }
    }
    close(handle, closed);
    add(handle, added.values().stream().toList());
  }

  /** Takes moves back: what never went in was never a member, what never left still is. */
  static void undo(Handle handle, List<Undone> undone) {
    for (Undone move : undone) {
      handle
          .createUpdate(
              move.into()
                  ? """
                  DELETE FROM custody.membership
                  WHERE child_id = :child AND parent_id = :parent AND left_at IS NULL
                  """
                  : """
                  UPDATE custody.membership m SET left_at = NULL,
                    left_event = CASE WHEN m.entered_event < last.entered_event
                                      THEN m.left_event END
                  FROM
                    -- The one that ended last in the order of capture, whatever times were told.
                    (SELECT entered, entered_event FROM custody.membership
                     WHERE child_id = :child AND parent_id = :parent AND left_at IS NOT NULL
                     ORDER BY left_event DESC, entered_event DESC, entered DESC LIMIT 1) last
                  WHERE m.child_id = :child AND m.parent_id = :parent
                    AND m.entered = last.entered
                  """)
          .bind("child", move.child().id())
          .bind("parent", move.parent().id())
          .execute();
    }
  }

  private static void close(Handle handle, List<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.membership m
            SET left_at = greatest(n.at, m.entered), left_event = coalesce(m.left_event, n.event)
            FROM unnest(:children, :parents, :times, :events) AS n (child, parent, at, event)
            WHERE m.child_id = n.child AND m.parent_id = n.parent AND m.left_at IS NULL
            """)
        .bindArray("children", Long.class, Columns.of(moves, m -> m.child().id()))
        .bindArray("parents", Long.class, Columns.of(moves, m -> m.parent().id()))
        .bindArray("times", OffsetDateTime.class, Columns.of(moves, Move::at))
        .bindArray("events", Long.class, Columns.of(moves, Move::event))
        .execute();
  }

  private static void add(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.membership (child_id, parent_id, entered, left_at, entered_event,
                                            left_event)
            SELECT * FROM unnest(:children, :parents, :entered, :left, :since, :until)
            ON CONFLICT (child_id, entered, parent_id, entered_event) DO UPDATE
              SET left_at = excluded.left_at, left_event = excluded.left_event
            """)
        .bindArray("children", Long.class, Columns.of(rows, r -> r.key().pair().child().id()))
        .bindArray("parents", Long.class, Columns.of(rows, r -> r.key().pair().parent().id()))
        .bindArray("entered", OffsetDateTime.class, Columns.of(rows, Row::enteredAt))
        .bindArray("left", OffsetDateTime.class, Columns.of(rows, Row::leftAt))
        .bindArray("since", Long.class, Columns.of(rows, r -> r.entered().event()))
        .bindArray("until", Long.class, Columns.of(rows, Row::leftEvent))
        .execute();
  }
}
