package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.AESGCM;
import com.nimbusds.jose.crypto.impl.AuthenticatedCipherText;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.Container;
import io.pharmatrace.records.application.Opening.Opened;
import io.pharmatrace.records.application.Opening.Refused;
import io.pharmatrace.records.domain.RecordCommitment;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.transparency.Bytes32;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;

/** Seals signed documents for readers, and opens them. No I/O; thread-safe. */
final class SealedRecords {
  private static final SecureRandom RANDOM = new SecureRandom();

  private SealedRecords() {}

  /**
   * What has to be found inside.
   *
   * @param version what the row says that it is
   * @param salt of its commitment
   * @param commitment as logged
   * @param stored when; the author's key has to be valid then
   */
  record Expected(RecordVersion version, Bytes32 salt, Bytes32 commitment, Instant stored) {}

  /**
   * Encrypts a document under a fresh data key, which is wrapped for each reader.
   *
   * @throws IllegalArgumentException when it is for nobody, or for too many
   */
  static SealedRecord seal(RecordVersion version, SignedDocument signed, List<P256Key> readers) {
    if (readers.isEmpty() || readers.size() > SealedRecord.MAX_READERS) {
      throw new IllegalArgumentException("a record has 1 to 500 readers");
    }
    SecretKey dataKey = DataKeys.fresh();
    byte[] iv = new byte[12];
    RANDOM.nextBytes(iv);
    Base64URL aad = SealedRecord.aad(version.record(), version.version());
    try {
      AuthenticatedCipherText sealed =
          AESGCM.encrypt(
              dataKey,
              new Container<>(iv),
              signed.compact().getBytes(US_ASCII),
              SealedRecord.authenticated(aad),
              null);
      return new SealedRecord(
          version.record(),
          version.version(),
          Base64URL.encode(iv),
          Base64URL.encode(sealed.getCipherText()),
          Base64URL.encode(sealed.getAuthenticationTag()),
          readers.stream().map(reader -> DataKeys.wrap(dataKey, reader)).toList());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * Opens it for one reader. All checks come before the document does.
   *
   * @param kid of the reader's key
   * @param authors keys on record, by kid
   */
  static Opening open(
      SealedRecord sealed,
      Expected expected,
      String kid,
      ECPrivateKey reader,
      Function<String, Optional<AuthorKey>> authors) {
    if (!sealed.record().equals(expected.version.record())) {
      return new Refused(Refusal.SWAPPED);
    }
    if (sealed.version() != expected.version.version()) {
      return new Refused(Refusal.REORDERED);
    }
    Optional<WrappedKey> wrapped =
        sealed.recipients().stream().filter(r -> r.kid().equals(kid)).findFirst();
    if (wrapped.isEmpty()) {
      return new Refused(Refusal.NO_KEY_FOR_READER);
    }
    return DataKeys.unwrap(wrapped.get(), reader)
        .flatMap(dataKey -> decrypt(sealed, dataKey))
        .map(compact -> check(compact, expected, authors))
        .orElse(new Refused(Refusal.ALTERED));
  }

  private static Optional<String> decrypt(SealedRecord sealed, SecretKey dataKey) {
    try {
      return Optional.of(
          new String(
              AESGCM.decrypt(
                  dataKey,
                  sealed.iv().decode(),
                  sealed.ciphertext().decode(),
                  sealed.authenticated(),
                  sealed.tag().decode(),
                  null),
              US_ASCII));
    } catch (JOSEException e) {
      return Optional.empty();
    }
  }

  private static Opening check(
      String compact, Expected expected, Function<String, Optional<AuthorKey>> authors) {
    Optional<SignedDocument> parsed = SignedDocument.parse(compact);
    if (parsed.isEmpty()) {
      return new Refused(Refusal.MALFORMED);
    }
    SignedDocument signed = parsed.get();
    Optional<AuthorKey> author = authors.apply(signed.header().kid());
    if (author.isEmpty()) {
      return new Refused(Refusal.AUTHOR_UNKNOWN);
    }
    if (!signed.isSignedBy(author.get().key().key())) {
      return new Refused(Refusal.ALTERED);
    }
    if (!author.get().validAt(expected.stored)) {
      return new Refused(Refusal.AUTHOR_KEY_ENDED);
    }
    return difference(signed, expected)
        .<Opening>map(Refused::new)
        .orElseGet(() -> new Opened(signed.document(), author.get().organisation()));
  }

  private static Optional<Refusal> difference(SignedDocument signed, Expected expected) {
    SignedDocument.Header found = signed.header();
    SignedDocument.Header due = SignedDocument.Header.of(expected.version, found.kid());
    if (!found.record().equals(due.record()) || !found.person().equals(due.person())) {
      return Optional.of(Refusal.SWAPPED);
    }
    if (found.version() != due.version() || !Objects.equals(found.previous(), due.previous())) {
      return Optional.of(Refusal.REORDERED);
    }
    if (!found.facts().equals(due.facts())) {
      return Optional.of(Refusal.ALTERED);
    }
    Bytes32 commitment = RecordCommitment.of(expected.salt, signed.compact().getBytes(US_ASCII));
    return commitment.equals(expected.commitment)
        ? Optional.empty()
        : Optional.of(Refusal.COMMITMENT_DIFFERS);
  }
}
