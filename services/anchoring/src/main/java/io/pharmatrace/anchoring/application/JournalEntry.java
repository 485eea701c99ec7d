package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.util.List;

/**
 * All that an entry consists of.
 *
 * @param id in the database
 * @param leafIndex place in the log
 * @param entry its 98 bytes
 * @param secret from which its salts, seals and blinds follow
 * @param units it names
 */
public record JournalEntry(
    long id, long leafIndex, Entry entry, EntrySecret secret, List<UnsaltedUnit> units) {
  public JournalEntry {
    units = List.copyOf(units);
  }
}
