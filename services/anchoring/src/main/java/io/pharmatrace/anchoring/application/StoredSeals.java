package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.LoggedEntry;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.TiledLog;
import io.pharmatrace.transparency.path.Logged;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealRecords;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads seals from the tables; closings only once they are confirmed on chain. */
final class StoredSeals implements SealRecords {
  private static final String ENTRIES =
      "SELECT e.id, e.organisation, e.leaf_index, e.sequence, "
          + SealRows.COLUMNS
          + """
             FROM anchoring.entry e
             JOIN anchoring.log l ON l.organisation = e.organisation
             LEFT JOIN anchoring.seal_entry s ON s.entry_id = e.id
            """;

  private static final String FIXED =
      "JOIN anchoring.contents c ON c.entry_id = e.id WHERE c.root = :key";

  /** An entry and where it is. */
  private record Row(
      UUID organisation, @Nullable Long leafIndex, @Nullable Long sequence, SealEntry entry) {}

  /** As many as a step has: some are large. */
  private static final int KNOWN = 4;

  private final Handle handle;

  /** The latest ones. */
  private final Map<Bytes32, Row> known =
      new LinkedHashMap<>(KNOWN, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Row> eldest) {
          return size() > KNOWN;
        }
      };

  StoredSeals(Handle handle) {
    this.handle = handle;
  }

  static SealEntry entry(Handle handle, long id) {
    return row(handle, id).entry;
  }

  static SealEntry entry(Handle handle, Bytes32 leaf) {
    return find(handle, "WHERE s.leaf_hash = :key", leaf.bytes())
        .orElseThrow(() -> new NoSuchElementException("no entry has leaf hash " + leaf))
        .entry;
  }

  static Contents contents(Handle handle, Bytes32 root) {
    return wanted(find(handle, FIXED, root.bytes()), "contents", root).contents().orElseThrow();
  }

  private static Row row(Handle handle, long id) {
    return find(handle, "WHERE e.id = :key", id)
        .orElseThrow(() -> new NoSuchElementException("there is no entry " + id));
  }

  @Override
  public SealEntry entry(Bytes32 leaf) {
    return row(leaf).entry;
  }

  @Override
  public SealEntry maker(Bytes32 note) {
    return wanted(
        read("JOIN anchoring.note n ON n.entry_id = e.id WHERE n.hash = :key", note.bytes()),
        "a note",
        note);
  }

  @Override
  public Contents contents(Bytes32 root) {
    return wanted(read(FIXED, root.bytes()), "contents", root).contents().orElseThrow();
  }

  @Override
  public Optional<Closed> closed(Bytes32 note, int slot) {
    record Found(long entry, int place, long sequence, int closure, Slots slots) {}
    return handle
        .createQuery(
            """
            SELECT k.entry_id, k.place, k.sequence, k.closure, k.slots
            FROM anchoring.closing k
            JOIN anchoring.commitment c
              ON c.organisation = k.organisation AND c.sequence = k.sequence
            WHERE k.note = :note AND c.confirmed_at IS NOT NULL
            """)
        .bind("note", note.bytes())
        .map(
            (r, c) ->
                new Found(
                    r.getLong(1),
                    r.getInt(2),
                    r.getLong(3),
                    r.getInt(4),
                    new Slots(new BigInteger(1, r.getBytes(5)))))
        .list()
        .stream()
        .filter(found -> found.slots.bits().testBit(slot))
        .findFirst()
        .map(
            found ->
                new Closed(
                    wanted(read("WHERE e.id = :key", found.entry), "a note", note),
                    found.place,
                    found.sequence,
                    found.closure));
  }

  /** Whether an entry has its place in the log, so that it can be shown. */
  boolean isPlaced(SealEntry entry) {
    return row(entry.leaf()).sequence != null;
  }

  @Override
  public Logged logged(Bytes32 leaf, long sequence) {
    Row row = row(leaf);
    if (row.leafIndex == null || row.sequence == null) {
      throw new NoSuchElementException("the entry has no place in the log yet: " + leaf);
    }
    long at = sequence == 0 ? row.sequence : sequence;
    long size =
        handle
            .createQuery(
                "SELECT log_size FROM anchoring.commitment"
                    + " WHERE organisation = :organisation AND sequence = :sequence")
            .bind("organisation", row.organisation)
            .bind("sequence", at)
            .mapTo(Long.class)
            .one();
    StoredTiles tiles = new StoredTiles(handle, row.organisation);
    return new Logged(
        at,
        new LoggedEntry(row.entry.entry(), TiledLog.inclusionProof(tiles, row.leafIndex, size)));
  }

  private Row row(Bytes32 leaf) {
    Row row = known.get(leaf);
    if (row != null) {
      return row;
    }
    return read("WHERE s.leaf_hash = :key", leaf.bytes())
        .orElseThrow(() -> new NoSuchElementException("no entry has leaf hash " + leaf));
  }

  private static SealEntry wanted(Optional<Row> found, String what, Bytes32 hash) {
    return found.orElseThrow(() -> new NoSuchElementException("no entry made " + what + " " + hash))
        .entry;
  }

  private Optional<Row> read(String where, Object key) {
    Optional<Row> found = find(handle, where, key);
    found.ifPresent(this::keep);
    return found;
  }

  private void keep(Row row) {
    known.put(row.entry.leaf(), row);
  }

  private static Optional<Row> find(Handle handle, String where, Object key) {
    return handle.createQuery(ENTRIES + where).bind("key", key).map((r, c) -> map(r)).findOne();
  }

  private static Row map(ResultSet r) throws SQLException {
    return new Row(
        r.getObject("organisation", UUID.class),
        r.getObject("leaf_index", Long.class),
        r.getObject("sequence", Long.class),
        SealRows.map(r));
  }
}
