package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.records.application.SealedRecords.Expected;
import io.pharmatrace.records.application.StoredVersion.Kept;
import io.pharmatrace.records.domain.RecordCommitment;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Signed, sealed and stored documents. Everything joins the caller's transaction, the log's entry
 * too. Whoever wants to read goes by {@link Enforcement}. Thread-safe.
 */
@Singleton
public final class Records {
  private final KeyFolder keys;
  private final EntryLog log;
  private final LogCheck logged;

  Records(KeyFolder keys, EntryLog log, LogCheck logged) {
    this.keys = keys;
    this.log = log;
    this.logged = logged;
  }

  /**
   * Stores the first version of a new record.
   *
   * @param readers organisations and persons besides the custodian, who always is one: somebody
   *     here has to be able to grant
   */
  public Saved store(
      Handle transaction, UUID person, NewDocument document, Collection<UUID> readers) {
    Optional<UUID> custodian = Persons.custodian(transaction, person);
    if (custodian.isEmpty()) {
      return new Saved.Refused(Refusal.ERASED);
    }
    RecordVersion version =
        new RecordVersion(UUID.randomUUID(), 1, person, Optional.empty(), document.facts());
    return save(transaction, version, custodian.get(), document, readers);
  }

  /**
   * Stores the next version of a record, for the readers of the one before, under a fresh data key.
   *
   * @param expected the version that the caller has seen
   */
  public Saved revise(Handle transaction, UUID record, int expected, NewDocument document) {
    if (!RecordRows.lock(transaction, record)) {
      return new Saved.Refused(Refusal.UNKNOWN);
    }
    OptionalInt newest = RecordRows.newest(transaction, record);
    if (newest.orElseThrow() != expected) {
      return new Saved.Outdated(newest.getAsInt());
    }
    return switch (RecordRows.find(transaction, record, expected).orElseThrow()) {
      case StoredVersion.Erased e -> new Saved.Refused(Refusal.ERASED);
      case StoredVersion.Altered a -> new Saved.Refused(Refusal.ALTERED);
      case Kept before ->
          save(
              transaction,
              new RecordVersion(
                  record,
                  expected + 1,
                  before.version().person(),
                  Optional.of(before.expected().commitment()),
                  document.facts()),
              before.custodian(),
              document,
              WrappedRows.readers(transaction, record, expected));
    };
  }

  private Saved save(
      Handle transaction,
      RecordVersion version,
      UUID custodian,
      NewDocument document,
      Collection<UUID> others) {
    Set<UUID> readers = new LinkedHashSet<>(List.of(custodian));
    readers.addAll(others);
    List<P256Key> wrapFor =
        readers.stream().flatMap(r -> ReaderKeys.active(transaction, r).stream()).toList();
    if (wrapFor.size() < readers.size()) {
      return new Saved.Refused(Refusal.NO_KEY_FOR_READER);
    }
    Optional<String> author = AuthorKeys.valid(transaction, document.author());
    if (author.isEmpty()) {
      return new Saved.Refused(Refusal.AUTHOR_UNKNOWN);
    }
    SignedDocument signed =
        SignedDocument.sign(document.document(), version, author.get(), keys.key(author.get()));
    SealedRecord sealed = SealedRecords.seal(version, signed, wrapFor);
    Bytes32 salt = Bytes32.random();
    Bytes32 commitment = RecordCommitment.of(salt, signed.compact().getBytes(US_ASCII));
    long entry =
        log.append(
                transaction,
                custodian,
                List.of(new NewEntry(EntryType.RECORD, commitment, List.of())))
            .getFirst();
    Expected expected = new Expected(version, salt, commitment, now(transaction));
    RecordRows.insert(transaction, new Kept(expected, custodian, sealed.body(), entry));
    WrappedRows.insert(transaction, version.record(), version.version(), sealed.recipients());
    return new Saved.Done(version.record(), version.version(), entry);
  }

  /** After the author's key was locked, so that it was valid then. */
  private static Instant now(Handle transaction) {
    return transaction
        .createQuery("SELECT clock_timestamp()")
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /**
   * Opens a version with the key of an organisation, or takes out what a person opens.
   *
   * @param handOver whether the reader has the private key and it is not opened here
   */
  Opening open(Handle handle, Kept row, UUID reader, boolean handOver) {
    try {
      return tryToOpen(handle, row, reader, handOver);
    } catch (MissingKeyException e) {
      // The last row of a rotated key was wrapped anew between the row and the file.
      return tryToOpen(handle, row, reader, handOver);
    }
  }

  private Opening tryToOpen(Handle handle, Kept row, UUID reader, boolean handOver) {
    Optional<WrappedRows.Row> wrapped =
        WrappedRows.of(handle, row.version().record(), row.version().version(), reader);
    if (wrapped.isEmpty()) {
      return new Opening.Refused(Refusal.NO_KEY_FOR_READER);
    }
    if (row.body().length() > SealedRecord.MAX_LENGTH) {
      return new Opening.Refused(Refusal.TOO_LARGE);
    }
    Optional<WrappedKey> key = wrapped.get().key();
    if (key.isEmpty()) {
      return new Opening.Refused(Refusal.ALTERED);
    }
    Optional<SealedRecord> sealed = SealedRecord.parseBody(row.body(), List.of(key.get()));
    if (sealed.isEmpty()) {
      return new Opening.Refused(Refusal.MALFORMED);
    }
    String kid = key.get().kid();
    Opening opening =
        handOver
            ? new Opening.Handed(sealed.get().json())
            : SealedRecords.open(
                sealed.get(),
                row.expected(),
                kid,
                keys.key(kid),
                author -> AuthorKeys.find(handle, author));
    if (!(opening instanceof Opening.Refused)
        && !logged.holds(handle, row.entry(), row.expected().commitment())) {
      return new Opening.Refused(Refusal.COMMITMENT_DIFFERS);
    }
    return opening;
  }
}
