package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.application.CommittedRows.Row;
import io.pharmatrace.anchoring.application.CommittedRows.Told;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.evidence.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a bundle takes from the tables: read in one transaction, before the node is asked. The
 * present is the last block that has been followed, for up to there the tables have every
 * commitment.
 *
 * @param present its number
 * @param captures what each capture shows, by its block; the last is the present
 * @param identities identity documents, by the names of the organisations on chain
 */
record CapturePlan(
    long present, NavigableMap<Long, List<Told>> captures, SortedMap<Bytes32, Bytes> identities) {

  /**
   * Plans a bundle.
   *
   * @param needed for each organisation the commitments on which the subject rests
   */
  static CapturePlan of(CommittedRows rows, SortedMap<Bytes32, SortedSet<Long>> needed) {
    long present = rows.followed();
    NavigableMap<Long, List<Told>> captures = new TreeMap<>(Map.of(present, new ArrayList<>()));
    SortedMap<Bytes32, Bytes> identities = new TreeMap<>();
    needed.forEach(
        (name, sequences) -> {
          for (Row row : rowsOf(rows, present, name, sequences)) {
            captures.computeIfAbsent(row.block(), b -> new ArrayList<>()).add(rows.told(row));
          }
          identities.put(name, rows.identity(rows.organisation(name)));
        });
    return new CapturePlan(present, captures, identities);
  }

  /** Commitments that are far from each other, or from the present, get captures of their own. */
  private static List<Row> rowsOf(
      CommittedRows rows, long present, Bytes32 name, SortedSet<Long> sequences) {
    UUID organisation = rows.organisation(name);
    List<Row> all = new ArrayList<>();
    SortedSet<Long> near = new TreeSet<>();
    for (long sequence : sequences) {
      if (!near.isEmpty() && sequence - near.last() > CommittedRows.LONG_ROW) {
        all.add(new Row(organisation, name, near, rows.blockOf(organisation, near.last())));
        near = new TreeSet<>();
      }
      near.add(sequence);
    }
    boolean old = rows.lastSequence(organisation, present) - near.last() > CommittedRows.LONG_ROW;
    all.add(
        new Row(organisation, name, near, old ? rows.blockOf(organisation, near.last()) : present));
    return all;
  }
}
