package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryNotes;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Makes secrets and hashes and writes the entries, unplaced. */
@Singleton
final class EntryAppender implements EntryLog {
  private record Row(Entry entry, EntrySecret secret, List<UnsaltedUnit> units) {}

  @Override
  public List<Long> append(Handle transaction, UUID organisation, List<NewEntry> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Bytes32 chainId = OpenLogs.open(transaction, organisation);
    List<Row> rows = entries.stream().map(entry -> row(chainId, entry)).toList();
    List<Long> ids = insert(transaction, organisation, rows);
    // After the insertion, which waits for a commitment of this log that just comes back.
    LostDocuments.found(transaction, organisation, entries);
    return ids;
  }

  /** PostgreSQL numbers the rows of INSERT ... SELECT ... ORDER BY in that order, returned so. */
  private static List<Long> insert(Handle transaction, UUID organisation, List<Row> rows) {
    return transaction
        .createQuery(
            """
            INSERT INTO anchoring.entry
              (organisation, type, content_digest, units_root, leaf_hash, secret, units)
            SELECT :organisation, type, digest, root, leaf, secret, nullif(units, ''::bytea)
            FROM unnest(:types, :digests, :roots, :leaves, :secrets, :units) WITH ORDINALITY
              AS t(type, digest, root, leaf, secret, units, place)
            ORDER BY place
            RETURNING id
            """)
        .bind("organisation", organisation)
        .bindArray(
            "types", Short.class, rows.stream().map(r -> (short) r.entry.type().code()).toList())
        .bind("digests", Bytea.array(rows, r -> r.entry.contentDigest()))
        .bind("roots", Bytea.array(rows, r -> r.entry.unitsRoot()))
        .bind("leaves", Bytea.array(rows, r -> r.entry.leafHash()))
        .bind("secrets", Bytea.array(rows, r -> r.secret.secret()))
        .bind("units", Bytea.array(rows.stream().map(r -> UnitList.orEmpty(r.units)).toList()))
        .mapTo(Long.class)
        .list();
  }

  private static Row row(Bytes32 chainId, NewEntry entry) {
    EntrySecret secret = EntrySecret.random();
    List<UnsaltedUnit> units = entry.units();
    Bytes32 unitsRoot =
        entry.type() == EntryType.BATCH
            ? new EntryNotes(secret, chainId, units).unitsRoot()
            : Unit.rootOf(UnsaltedUnit.salted(secret, units));
    return new Row(
        new Entry(entry.type(), secret.entrySalt(), entry.contentDigest(), unitsRoot),
        secret,
        units);
  }
}
