package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.LogsIncompleteException;
import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.path.Statement;
import io.pharmatrace.transparency.seal.Closing;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealRecords;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Writes entries that move custody, unplaced, with what they close. A statement for each table. */
@Singleton
final class SealAppender implements SealLog {
  /** An entry with the id that it was given. */
  private record Row(long id, SealEntry seal, Entry entry) {}

  /** A hash that leads to an entry. */
  private record Made(Bytes32 hash, long entry) {}

  private record ClosingRow(Row row, int place) {
    Closing closing() {
      return row.seal.closings().get(place);
    }

    /**
     * With the leaf that is known already: to make it anew takes all units of the entry. Padding
     * binds nothing: there it is random, kept where others have the hash of the note.
     */
    Bytes32 binding() {
      return row.seal.type() == EntryType.PADDING
          ? closing().note()
          : closing().binding(row.seal.type(), row.entry.leafHash()).hash();
    }
  }

  @Override
  public boolean isComplete(Handle transaction) {
    return Completion.isDone(transaction);
  }

  @Override
  public boolean isWhole(Handle transaction) {
    return Completion.isWhole(transaction);
  }

  @Override
  public Bytes32 nameOnChain(Handle transaction, UUID organisation) {
    return OpenLogs.open(transaction, organisation);
  }

  @Override
  public Optional<UUID> organisation(Handle transaction, Bytes32 name) {
    return OpenLogs.organisation(transaction, name);
  }

  @Override
  public SealEntry entry(Handle transaction, long id) {
    return StoredSeals.entry(transaction, id);
  }

  @Override
  public SealEntry entry(Handle transaction, Bytes32 leaf) {
    return StoredSeals.entry(transaction, leaf);
  }

  @Override
  public Contents contents(Handle transaction, Bytes32 root) {
    return StoredSeals.contents(transaction, root);
  }

  @Override
  public Map<Long, Bytes32> digests(Handle transaction, Collection<Long> entries) {
    return transaction
        .createQuery("SELECT id, content_digest FROM anchoring.entry WHERE id = ANY(:ids)")
        .bindArray("ids", Long.class, entries)
        .reduceRows(
            new HashMap<>(),
            (digests, row) -> {
              digests.put(
                  row.getColumn("id", Long.class),
                  Bytes32.of(row.getColumn("content_digest", byte[].class)));
              return digests;
            });
  }

  @Override
  public SealRecords records(Handle transaction) {
    return new StoredSeals(transaction);
  }

  @Override
  public void append(Handle transaction, List<SealEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    if (!Completion.isDone(transaction)) {
      throw new LogsIncompleteException();
    }
    custody(
        transaction, insert(transaction, entries, entries.stream().map(SealEntry::entry).toList()));
  }

  /**
   * Writes entries that say nothing, unplaced.
   *
   * @return their ids, in the same order
   */
  static List<Long> pad(Handle transaction, List<SealEntry> nothing) {
    List<Row> rows = insert(transaction, nothing, nothing.stream().map(SealEntry::entry).toList());
    custodyOf(transaction, rows);
    return rows.stream().map(Row::id).toList();
  }

  /**
   * Writes entries of the journal, unplaced, exactly as they are in the log.
   *
   * @return their new ids, in the same order
   * @throws IllegalStateException when one closes a slot that was closed before
   */
  static List<Long> writeAgain(Handle transaction, List<JournalEntry> entries) {
    List<Row> rows =
        insert(
            transaction,
            entries.stream().map(JournalEntry::known).toList(),
            entries.stream().map(JournalEntry::entry).toList());
    custodyOf(transaction, rows);
    return rows.stream().map(Row::id).toList();
  }

  private static void custodyOf(Handle transaction, List<Row> rows) {
    List<Row> moving = rows.stream().filter(row -> movesCustody(row.seal)).toList();
    if (!moving.isEmpty()) {
      custody(transaction, moving);
    }
  }

  /** Entries of these types have more than what every entry has; padding may look like it. */
  private static boolean movesCustody(SealEntry entry) {
    return switch (entry.type()) {
      case BATCH, OFFER, ACCEPTANCE, HANDOVER, PACK, UNPACK, FINAL, REACTIVATION -> true;
      default -> !entry.closings().isEmpty();
    };
  }

  /** What entries that move custody have beside what every entry has. */
  private static void custody(Handle transaction, List<Row> rows) {
    insertSeals(transaction, rows);
    List<Made> notes = new ArrayList<>();
    List<Made> contents = new ArrayList<>();
    for (Row row : rows) {
      row.seal.notes().stream().map(Note::hash).forEach(n -> notes.add(new Made(n, row.id)));
      row.seal.contents().map(Contents::root).ifPresent(c -> contents.add(new Made(c, row.id)));
    }
    insertMade(transaction, "note (hash, entry_id)", notes);
    insertMade(transaction, "contents (root, entry_id)", contents);
    insertClosings(transaction, rows);
    ClosedSlots.close(transaction, rows.stream().map(Row::seal).toList());
  }

  private static List<Row> insert(Handle transaction, List<SealEntry> seals, List<Entry> entries) {
    List<Long> ids =
        transaction
            .createQuery(
                """
                INSERT INTO anchoring.entry
                  (organisation, type, content_digest, units_root, leaf_hash, secret, units)
                SELECT l.organisation, type, digest, root, leaf, secret, nullif(units, ''::bytea)
                FROM unnest(:names, :types, :digests, :roots, :leaves, :secrets, :units)
                  WITH ORDINALITY AS t(name, type, digest, root, leaf, secret, units, place)
                JOIN anchoring.log l ON l.chain_id = t.name
                ORDER BY place
                RETURNING id
                """)
            .bind("names", Bytea.array(seals, SealEntry::organisation))
            .bindArray(
                "types", Short.class, seals.stream().map(s -> (short) s.type().code()).toList())
            .bind("digests", Bytea.array(entries, Entry::contentDigest))
            .bind("roots", Bytea.array(entries, Entry::unitsRoot))
            .bind("leaves", Bytea.array(entries, Entry::leafHash))
            .bind("secrets", Bytea.array(seals, s -> s.secret().secret()))
            .bind(
                "units", Bytea.array(seals.stream().map(s -> UnitList.orEmpty(s.units())).toList()))
            .mapTo(Long.class)
            .list();
    if (ids.size() != seals.size()) {
      throw new IllegalStateException("an organisation has no name on chain yet");
    }
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new Row(ids.get(i), seals.get(i), entries.get(i)))
        .toList();
  }

  private static void insertSeals(Handle transaction, List<Row> rows) {
    transaction
        .createUpdate(
            """
            INSERT INTO anchoring.seal_entry (entry_id, leaf_hash, statement, inside, borrowed)
            SELECT id, leaf, nullif(statement, ''::bytea), nullif(inside, ''::bytea),
                   nullif(borrowed, ''::bytea)
            FROM unnest(:ids, :leaves, :statements, :inside, :borrowed)
              AS t(id, leaf, statement, inside, borrowed)
            """)
        .bindArray("ids", Long.class, rows.stream().map(Row::id).toList())
        .bind("leaves", Bytea.array(rows, r -> r.entry.leafHash()))
        .bind(
            "statements",
            Bytea.array(
                rows.stream()
                    .map(
                        r -> r.seal.statement().map(Statement::encode).orElseGet(() -> new byte[0]))
                    .toList()))
        .bind(
            "inside",
            Bytea.array(rows.stream().map(r -> UnitList.orEmpty(r.seal.inside())).toList()))
        .bind(
            "borrowed", Bytea.array(rows.stream().map(r -> Bytea.join(r.seal.borrowed())).toList()))
        .execute();
  }

  private static void insertMade(Handle transaction, String into, List<Made> made) {
    transaction
        .createUpdate("INSERT INTO anchoring." + into + " SELECT * FROM unnest(:hashes, :entries)")
        .bind("hashes", Bytea.array(made, Made::hash))
        .bindArray("entries", Long.class, made.stream().map(Made::entry).toList())
        .execute();
  }

  private static void insertClosings(Handle transaction, List<Row> rows) {
    List<ClosingRow> closings =
        rows.stream()
            .flatMap(
                row ->
                    IntStream.range(0, row.seal.closings().size())
                        .mapToObj(place -> new ClosingRow(row, place)))
            .toList();
    transaction
        .createUpdate(
            """
            INSERT INTO anchoring.closing
              (entry_id, place, organisation, note, seal, slots, binding, acceptance, steps)
            SELECT t.entry, t.place, e.organisation, note, seal, slots, binding,
                   nullif(acceptance, :zero), steps
            FROM unnest(:entries, :places, :notes, :seals, :slots, :bindings, :acceptances, :steps)
              AS t(entry, place, note, seal, slots, binding, acceptance, steps)
            JOIN anchoring.entry e ON e.id = t.entry
            """)
        .bindArray("entries", Long.class, closings.stream().map(c -> c.row.id).toList())
        .bindArray("places", Integer.class, closings.stream().map(ClosingRow::place).toList())
        .bind("notes", Bytea.array(closings, c -> c.closing().note()))
        .bind("seals", Bytea.array(closings, c -> c.closing().seal()))
        .bind("slots", Bytea.array(closings, c -> c.closing().slots().encode()))
        .bind("bindings", Bytea.array(closings, ClosingRow::binding))
        .bind("acceptances", Bytea.array(closings, c -> c.closing().acceptance()))
        .bind(
            "steps", Bytea.array(closings.stream().map(c -> SealRows.steps(c.closing())).toList()))
        .bind("zero", Bytes32.ZERO.bytes())
        .execute();
  }
}
