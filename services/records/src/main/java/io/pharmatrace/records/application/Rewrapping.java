package io.pharmatrace.records.application;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps anew what is wrapped for retired keys, a chunk in a transaction, and deletes a private half
 * when nothing needs it any more. Where it stands is what is in the table, so after a crash it goes
 * on by itself, and two of them do not disturb each other. Thread-safe.
 */
@Singleton
public final class Rewrapping {
  private static final Logger LOG = LoggerFactory.getLogger(Rewrapping.class);
  private static final int CHUNK = 200;

  private final Jdbi jdbi;
  private final KeyFolder keys;

  Rewrapping(Jdbi jdbi, KeyFolder keys) {
    this.jdbi = jdbi;
    this.keys = keys;
  }

  /** A row of a retired key, and that of the custodian beside it. */
  private record Old(WrappedRows.Row row, UUID reader, Optional<WrappedRows.Row> custodians) {}

  /** Where a chunk begins: rows are taken in the order of their keys. */
  private record After(UUID record, int version, String kid) {
    static final After START = new After(new UUID(0, 0), 0, "");

    static After row(WrappedRows.Row row) {
      return new After(row.record(), row.version(), row.kid());
    }
  }

  /**
   * Does all that there is to do.
   *
   * @return how many rows could not be done, because they were altered or a key is missing; they
   *     keep the old key
   */
  public int run() {
    int failed = 0;
    Optional<After> after = Optional.of(After.START);
    while (after.isPresent()) {
      After from = after.get();
      List<Old> left = new ArrayList<>();
      after = jdbi.inTransaction(handle -> chunk(handle, from, CHUNK, left));
      failed += left.size();
    }
    if (failed > 0) {
      LOG.warn("{} wrapped keys could not be wrapped anew; their old keys are kept", failed);
    }
    deleteUnused();
    return failed;
  }

  /** One chunk and no more, as before a crash. */
  void some(int count) {
    jdbi.useTransaction(handle -> chunk(handle, After.START, count, new ArrayList<>()));
  }

  private Optional<After> chunk(Handle transaction, After after, int most, List<Old> failed) {
    List<Old> found = find(transaction, after, most);
    for (Old old : found) {
      // A key that is retired just now is met again in the next run.
      Optional<P256Key> key = ReaderKeys.active(transaction, old.reader());
      Optional<SecretKey> dataKey = dataKey(old);
      if (key.isEmpty() || dataKey.isEmpty()) {
        failed.add(old);
      } else {
        replace(transaction, old.row(), DataKeys.wrap(dataKey.get(), key.get()));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(After.row(found.getLast().row()));
  }

  /** By the retired key itself, when it is here, or else by the custodian's. */
  private Optional<SecretKey> dataKey(Old old) {
    return unwrap(old.row()).or(() -> old.custodians().flatMap(this::unwrap));
  }

  private Optional<SecretKey> unwrap(WrappedRows.Row row) {
    return row.key()
        .filter(key -> keys.has(key.kid()))
        .flatMap(key -> DataKeys.unwrap(key, keys.key(key.kid())));
  }

  /** Updated where it is: an insert would wait for who erases the record, who waits for us. */
  private static void replace(Handle transaction, WrappedRows.Row row, WrappedKey fresh) {
    transaction
        .createUpdate(
            """
            UPDATE records.wrapped_key SET kid = :fresh, epk = :epk, encrypted_key = :key
            WHERE record = :record AND version = :version AND kid = :kid
            """)
        .bind("fresh", fresh.kid())
        .bind("epk", fresh.ephemeral().jwk())
        .bind("key", fresh.encrypted().toString())
        .bind("record", row.record())
        .bind("version", row.version())
        .bind("kid", row.kid())
        .execute();
  }

  private static List<Old> find(Handle transaction, After after, int most) {
    return transaction
        .createQuery(
            """
            SELECT w.*, k.reader, c.kid AS c_kid, c.epk AS c_epk, c.encrypted_key AS c_key
            FROM records.wrapped_key w
            JOIN records.reader_key k ON k.kid = w.kid AND k.retired IS NOT NULL
            JOIN records.record r ON r.id = w.record AND r.version = w.version
            LEFT JOIN LATERAL (
              SELECT o.* FROM records.wrapped_key o JOIN records.reader_key ok ON ok.kid = o.kid
              WHERE o.record = w.record AND o.version = w.version AND ok.reader = r.custodian
                AND o.kid <> w.kid LIMIT 1) c ON true
            WHERE (w.record, w.version, w.kid) > (:record, :version, :kid)
            ORDER BY w.record, w.version, w.kid LIMIT :most
            FOR UPDATE OF w SKIP LOCKED
            """)
        .bind("record", after.record())
        .bind("version", after.version())
        .bind("kid", after.kid())
        .bind("most", most)
        .map(
            (r, c) -> {
              WrappedRows.Row row = WrappedRows.Row.map(r);
              Optional<WrappedRows.Row> custodians =
                  r.getString("c_kid") == null
                      ? Optional.empty()
                      : Optional.of(
                          new WrappedRows.Row(
                              row.record(),
                              row.version(),
                              r.getString("c_kid"),
                              r.getString("c_epk"),
                              r.getString("c_key")));
              return new Old(row, r.getObject("reader", UUID.class), custodians);
            })
        .list();
  }

  private void deleteUnused() {
    jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT kid FROM records.reader_key k
                        WHERE retired IS NOT NULL AND kind = 'organisation' AND NOT EXISTS (
                          SELECT FROM records.wrapped_key w WHERE w.kid = k.kid)
                        """)
                    .mapTo(String.class)
                    .list())
        .forEach(keys::delete);
  }
}
