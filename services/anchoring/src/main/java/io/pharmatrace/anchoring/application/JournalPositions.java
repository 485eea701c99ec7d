package io.pharmatrace.anchoring.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Up to where this database knows what stands in the journal. */
final class JournalPositions {
  private JournalPositions() {}

  static List<Journal.Position> all(Handle handle) {
    return handle
        .createQuery("SELECT topic, partition, next FROM anchoring.journal_position")
        .map((r, c) -> new Journal.Position(r.getString(1), r.getInt(2), r.getLong(3)))
        .list();
  }

  /** Never backwards: several processes append. */
  static void advance(Handle handle, Collection<Journal.Position> ends) {
    Map<String, Journal.Position> furthest = new TreeMap<>();
    for (Journal.Position end : ends) {
      furthest.merge(end.topic() + end.partition(), end, (a, b) -> a.next() > b.next() ? a : b);
    }
    for (Journal.Position end : furthest.values()) {
      handle
          .createUpdate(
              """
              INSERT INTO anchoring.journal_position AS p (topic, partition, next)
              VALUES (:topic, :partition, :next)
              ON CONFLICT (topic, partition) DO UPDATE SET next = greatest(p.next, excluded.next)
              """)
          .bind("topic", end.topic())
          .bind("partition", end.partition())
          .bind("next", end.next())
          .execute();
    }
  }
}
