package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.transparency.BatchNotes;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
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
    Bytes32 chainId = chainId(transaction, organisation);
    List<Row> rows = entries.stream().map(entry -> row(chainId, entry)).toList();
    // PostgreSQL numbers the rows of INSERT ... SELECT ... ORDER BY in that order, and returns them
    // so.
    return Bytea.allow(transaction)
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
        .bindArray("digests", byte[].class, Bytea.all(rows, r -> r.entry.contentDigest()))
        .bindArray("roots", byte[].class, Bytea.all(rows, r -> r.entry.unitsRoot()))
        .bindArray("leaves", byte[].class, Bytea.all(rows, r -> r.entry.leafHash()))
        .bindArray("secrets", byte[].class, Bytea.all(rows, r -> r.secret.secret()))
        .bindArray("units", byte[].class, rows.stream().map(EntryAppender::units).toList())
        .mapTo(Long.class)
        .list();
  }

  private static Row row(Bytes32 chainId, NewEntry entry) {
    EntrySecret secret = EntrySecret.random();
    List<UnsaltedUnit> units = entry.units();
    Bytes32 unitsRoot =
        entry.type() == EntryType.BATCH
            ? new BatchNotes(secret, chainId, units).unitsRoot()
            : Unit.rootOf(UnsaltedUnit.salted(secret, units));
    return new Row(
        new Entry(entry.type(), secret.entrySalt(), entry.contentDigest(), unitsRoot),
        secret,
        units);
  }

  private static byte[] units(Row row) {
    return row.units.isEmpty() ? new byte[0] : UnitList.encode(row.units);
  }

  /** The organisation's name on chain, drawn when it logs for the first time. */
  private static Bytes32 chainId(Handle transaction, UUID organisation) {
    Optional<Bytes32> known = find(transaction, organisation);
    if (known.isPresent()) {
      return known.get();
    }
    transaction
        .createUpdate(
            "INSERT INTO anchoring.log (organisation, chain_id) VALUES (:organisation, :chainId)"
                + " ON CONFLICT (organisation) DO NOTHING")
        .bind("organisation", organisation)
        .bind("chainId", Bytes32.random().bytes())
        .execute();
    return find(transaction, organisation).orElseThrow();
  }

  private static Optional<Bytes32> find(Handle transaction, UUID organisation) {
    return transaction
        .createQuery("SELECT chain_id FROM anchoring.log WHERE organisation = :organisation")
        .bind("organisation", organisation)
        .map((r, c) -> Bytes32.of(r.getBytes(1)))
        .findOne();
  }
}
