package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.pharmatrace.records.application.SealedRecords.Expected;
import io.pharmatrace.records.domain.RecordCommitment;
import io.pharmatrace.records.domain.RecordFacts;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.consent.Code;
import io.pharmatrace.records.domain.consent.Interval;
import io.pharmatrace.records.domain.consent.Ref;
import io.pharmatrace.transparency.Bytes32;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One sealed document, its author, two readers, and what is expected of it. */
final class Sealing {
  static final Instant STORED = Instant.parse("2026-11-23T01:00:00Z");
  static final String DOCUMENT =
      "{\"resourceType\":\"DocumentReference\",\"description\":\"Grüße, 1.50\"}";
  static final UUID AUTHOR = UUID.randomUUID();
  static final RecordFacts FACTS =
      new RecordFacts(
          "DocumentReference",
          "current",
          new Interval(STORED, null),
          Set.of(new Ref("Organization/a")),
          Set.of(),
          Set.of(new Code("urn:labels", "R")));

  final ECKey author = key();
  final ECKey reader = key();
  final ECKey other = key();
  final RecordVersion version;
  final SignedDocument signed;
  final SealedRecord sealed;
  final Bytes32 salt = Bytes32.random();

  Sealing(RecordVersion version) {
    this.version = version;
    this.signed = SignedDocument.sign(DOCUMENT, version, kid(author), secret(author));
    this.sealed = SealedRecords.seal(version, signed, List.of(open(reader), open(other)));
  }

  Sealing() {
    this(new RecordVersion(UUID.randomUUID(), 1, UUID.randomUUID(), Optional.empty(), FACTS));
  }

  Expected expected() {
    return expected(version);
  }

  Expected expected(RecordVersion instead) {
    Bytes32 commitment = RecordCommitment.of(salt, signed.compact().getBytes(US_ASCII));
    return new Expected(instead, salt, commitment, STORED);
  }

  Opening open(SealedRecord instead) {
    return open(instead, expected());
  }

  Opening open(SealedRecord instead, Expected expected) {
    return SealedRecords.open(instead, expected, kid(reader), secret(reader), this::author);
  }

  Optional<AuthorKey> author(String kid) {
    return kid.equals(kid(author))
        ? Optional.of(new AuthorKey(open(author), AUTHOR, STORED.minusSeconds(1), null))
        : Optional.empty();
  }

  static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static P256Key open(ECKey key) {
    try {
      return P256Key.of(key.toECPublicKey());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String kid(ECKey key) {
    return open(key).kid();
  }

  static ECPrivateKey secret(ECKey key) {
    try {
      return key.toECPrivateKey();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
