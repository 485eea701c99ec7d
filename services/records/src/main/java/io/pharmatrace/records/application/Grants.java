package io.pharmatrace.records.application;

import io.pharmatrace.records.application.StoredVersion.Kept;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jdbi.v3.core.Handle;

/** Who can open a record: all its versions, or none. Thread-safe. */
@Singleton
public final class Grants {
  private final KeyFolder keys;

  Grants(KeyFolder keys) {
    this.keys = keys;
  }

  /**
   * Wraps the data keys of a record for one more reader, by the custodian's key. The bodies stay as
   * they are. Who is a reader already stays one.
   *
   * @return why not; empty when it is done
   * @throws MissingKeyException when the custodian's key is not here
   */
  public Optional<Refusal> grant(Handle transaction, UUID record, UUID reader) {
    if (!RecordRows.lock(transaction, record)) {
      return Optional.of(Refusal.UNKNOWN);
    }
    Optional<P256Key> theirs = ReaderKeys.active(transaction, reader);
    int newest = RecordRows.newest(transaction, record).orElseThrow();
    for (int version = 1; version <= newest; version++) {
      Optional<Refusal> refusal =
          switch (RecordRows.find(transaction, record, version).orElseThrow()) {
            case StoredVersion.Erased e -> Optional.of(Refusal.ERASED);
            case StoredVersion.Altered a -> Optional.of(Refusal.ALTERED);
            case Kept row when theirs.isEmpty() -> Optional.of(Refusal.NO_KEY_FOR_READER);
            case Kept row -> wrap(transaction, row, reader, theirs.get());
          };
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> wrap(Handle transaction, Kept row, UUID reader, P256Key theirs) {
    UUID record = row.version().record();
    int version = row.version().version();
    List<UUID> readers = WrappedRows.readers(transaction, record, version);
    if (readers.contains(reader)) {
      return Optional.empty();
    }
    if (readers.size() >= SealedRecord.MAX_READERS) {
      throw new IllegalArgumentException("a record has at most 500 readers: take one away");
    }
    if (WrappedRows.of(transaction, record, version, row.custodian()).isEmpty()) {
      return Optional.of(Refusal.NO_KEY_FOR_READER);
    }
    Optional<SecretKey> dataKey = dataKey(transaction, row);
    dataKey.ifPresent(
        key ->
            WrappedRows.insert(transaction, record, version, List.of(DataKeys.wrap(key, theirs))));
    return dataKey.isPresent() ? Optional.empty() : Optional.of(Refusal.ALTERED);
  }

  private Optional<SecretKey> dataKey(Handle transaction, Kept row) {
    try {
      return tryToUnwrap(transaction, row);
    } catch (MissingKeyException e) {
      // The last row of a rotated key was wrapped anew between the row and the file.
      return tryToUnwrap(transaction, row);
    }
  }

  private Optional<SecretKey> tryToUnwrap(Handle transaction, Kept row) {
    RecordVersion version = row.version();
    return WrappedRows.of(transaction, version.record(), version.version(), row.custodian())
        .flatMap(WrappedRows.Row::key)
        .flatMap(key -> DataKeys.unwrap(key, keys.key(key.kid())));
  }

  /**
   * Takes a reader away from all versions. What was read stays read, and a data key that was kept
   * stays known; the next version has another one.
   *
   * @return whether it was a reader; the custodian stays one, for nobody else here could grant
   */
  public boolean takeAway(Handle transaction, UUID record, UUID reader) {
    RecordRows.lock(transaction, record);
    return transaction
            .createUpdate(
                """
                DELETE FROM records.wrapped_key w USING records.reader_key k, records.record r
                WHERE w.record = :record AND k.kid = w.kid AND k.reader = :reader
                  AND r.id = w.record AND r.version = 1 AND r.custodian <> :reader
                """)
            .bind("record", record)
            .bind("reader", reader)
            .execute()
        > 0;
  }
}
