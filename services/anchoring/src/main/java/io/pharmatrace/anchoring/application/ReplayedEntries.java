package io.pharmatrace.anchoring.application;

import static java.util.stream.Collectors.toMap;

import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Entries of the journal in the database, before they get their places again. */
final class ReplayedEntries {
  private ReplayedEntries() {}

  /**
   * The ids of these entries, of one organisation, in their order: of those that wait here without
   * a place; the others are written, and get new ones.
   */
  static List<Long> ids(Handle handle, UUID organisation, List<JournalEntry> entries) {
    Map<Bytes32, Long> ids = new HashMap<>(waiting(handle, organisation, entries));
    List<JournalEntry> lost =
        entries.stream().filter(e -> !ids.containsKey(e.entry().leafHash())).toList();
    if (!lost.isEmpty()) {
      List<Long> again = SealAppender.writeAgain(handle, lost);
      for (int i = 0; i < again.size(); i++) {
        ids.put(lost.get(i).entry().leafHash(), again.get(i));
      }
      LostDocuments.note(handle, organisation, again);
    }
    List<Long> ordered = new ArrayList<>();
    entries.forEach(e -> ordered.add(ids.get(e.entry().leafHash())));
    return ordered;
  }

  private static Map<Bytes32, Long> waiting(
      Handle handle, UUID organisation, List<JournalEntry> entries) {
    return handle
        .createQuery(
            """
            SELECT id, leaf_hash FROM anchoring.entry
            WHERE organisation = :organisation AND sequence IS NULL AND leaf_hash = ANY (:leaves)
            """)
        .bind("organisation", organisation)
        .bind("leaves", Bytea.array(entries, e -> e.entry().leafHash()))
        .map((r, c) -> Map.entry(Bytea.get(r, "leaf_hash"), r.getLong("id")))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
