package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MultiDecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import io.pharmatrace.records.application.Opening.Opened;
import io.pharmatrace.records.application.Opening.Refused;
import io.pharmatrace.records.application.SealedRecords.Expected;
import io.pharmatrace.records.domain.RecordCommitment;
import io.pharmatrace.records.domain.RecordFacts;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedRecordsTest {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final Sealing made = new Sealing();

  @Test
  void eachReaderGetsTheBytesThatWereSigned() {
    assertThat(made.open(made.sealed)).isEqualTo(new Opened(Sealing.DOCUMENT, Sealing.AUTHOR));
    assertThat(
            SealedRecords.open(
                made.sealed,
                made.expected(),
                Sealing.kid(made.other),
                Sealing.secret(made.other),
                made::author))
        .isEqualTo(new Opened(Sealing.DOCUMENT, Sealing.AUTHOR));
  }

  @Test
  void isReadBackAsItWasWritten() {
    assertThat(SealedRecord.parse(made.sealed.json())).contains(made.sealed);
    assertThat(SealedRecord.parseBody(made.sealed.body(), made.sealed.recipients()))
        .contains(made.sealed);
  }

  @Test
  void nimbusOpensIt() throws ParseException, JOSEException {
    JWEObjectJSON jwe = JWEObjectJSON.parse(made.sealed.json());

    jwe.decrypt(
        new MultiDecrypter(new ECKey.Builder(made.reader).keyID(Sealing.kid(made.reader)).build()));

    JWSObject inside = JWSObject.parse(jwe.getPayload().toString());
    assertThat(inside.verify(new ECDSAVerifier(made.author.toPublicJWK()))).isTrue();
    assertThat(inside.getPayload()).hasToString(Sealing.DOCUMENT);
  }

  @Test
  void everyByteCounts() {
    String whole = made.sealed.withRecipients(made.sealed.recipients().subList(0, 1)).json();
    assertThat(made.open(SealedRecord.parse(whole).orElseThrow())).isInstanceOf(Opened.class);
    for (int i = 0; i < whole.length(); i++) {
      for (int bit : new int[] {0, 1 + i % 6}) {
        char flipped = (char) (whole.charAt(i) ^ 1 << bit);
        Optional<Opening> opening =
            SealedRecord.parse(whole.substring(0, i) + flipped + whole.substring(i + 1))
                .map(made::open);
        assertThat(opening.filter(Opened.class::isInstance))
            .as("byte %d, bit %d", i, bit)
            .isEmpty();
      }
    }
  }

  @Test
  void everyByteOfTheSignedDocumentCounts() {
    String whole = made.signed.compact();
    for (int i = 0; i < whole.length(); i++) {
      char flipped = (char) (whole.charAt(i) ^ 1);
      assertRefused(made.open(sealed(whole.substring(0, i) + flipped + whole.substring(i + 1))));
    }
  }

  /** Whoever sees a signature can make another valid one of it; the log has the first. */
  @Test
  void theOtherSignatureOfTheSameAuthorIsNotWhatWasLogged() {
    int at = made.signed.compact().lastIndexOf('.') + 1;
    byte[] signature = new Base64URL(made.signed.compact().substring(at)).decode();
    byte[] s = ORDER.subtract(new BigInteger(1, signature, 32, 32)).toByteArray();
    byte[] other = signature.clone();
    Arrays.fill(other, 32, 64, (byte) 0);
    int from = Math.max(0, s.length - 32);
    System.arraycopy(s, from, other, 64 - (s.length - from), s.length - from);

    assertThat(made.open(sealed(made.signed.compact().substring(0, at) + Base64URL.encode(other))))
        .isEqualTo(new Refused(Refusal.COMMITMENT_DIFFERS));
  }

  @Test
  void whatIsAnothersIsSwapped() {
    RecordVersion v = made.version;
    RecordVersion other =
        new RecordVersion(UUID.randomUUID(), 1, v.person(), v.previous(), v.facts());
    RecordVersion stranger =
        new RecordVersion(v.record(), 1, UUID.randomUUID(), v.previous(), v.facts());

    assertThat(made.open(made.sealed, made.expected(other)))
        .isEqualTo(new Refused(Refusal.SWAPPED));
    assertThat(made.open(made.sealed, made.expected(stranger)))
        .isEqualTo(new Refused(Refusal.SWAPPED));
    assertThat(made.open(resealedAs(other), made.expected(other)))
        .as("sealed anew by a reader, as another record")
        .isEqualTo(new Refused(Refusal.SWAPPED));
  }

  @Test
  void anotherVersionIsReordered() {
    RecordVersion v = made.version;
    RecordVersion second =
        new RecordVersion(v.record(), 2, v.person(), Optional.of(Bytes32.random()), v.facts());
    RecordVersion follower =
        new RecordVersion(v.record(), 2, v.person(), Optional.of(Bytes32.random()), v.facts());
    Sealing of = new Sealing(second);

    assertThat(made.open(made.sealed, made.expected(second)))
        .isEqualTo(new Refused(Refusal.REORDERED));
    assertThat(made.open(resealedAs(second), made.expected(second)))
        .isEqualTo(new Refused(Refusal.REORDERED));
    assertThat(of.open(of.sealed)).isInstanceOf(Opened.class);
    assertThat(of.open(of.sealed, of.expected(follower)))
        .as("after another one")
        .isEqualTo(new Refused(Refusal.REORDERED));
  }

  @Test
  void otherFactsThanTheAuthorSignedAreAltered() {
    RecordFacts f = Sealing.FACTS;
    RecordFacts unlabelled =
        new RecordFacts(f.type(), f.status(), f.authored(), f.authors(), f.related(), Set.of());
    RecordVersion v = made.version;
    RecordVersion other = new RecordVersion(v.record(), 1, v.person(), v.previous(), unlabelled);

    assertThat(made.open(made.sealed, made.expected(other)))
        .isEqualTo(new Refused(Refusal.ALTERED));
  }

  @Test
  void anotherCommitmentThanTheLogsIsTold() {
    Expected right = made.expected();
    Expected otherSalt =
        new Expected(right.version(), Bytes32.random(), right.commitment(), right.stored());

    assertThat(made.open(made.sealed, otherSalt))
        .isEqualTo(new Refused(Refusal.COMMITMENT_DIFFERS));
  }

  @Test
  void theAuthorHasToBeOnRecordAndValid() {
    AuthorKey known = made.author(Sealing.kid(made.author)).orElseThrow();
    AuthorKey ended =
        new AuthorKey(known.key(), known.organisation(), known.since(), Sealing.STORED);
    AuthorKey later =
        new AuthorKey(known.key(), known.organisation(), Sealing.STORED.plusNanos(1), null);

    assertThat(openBy(Optional.empty())).isEqualTo(new Refused(Refusal.AUTHOR_UNKNOWN));
    assertThat(openBy(Optional.of(ended))).isEqualTo(new Refused(Refusal.AUTHOR_KEY_ENDED));
    assertThat(openBy(Optional.of(later))).isEqualTo(new Refused(Refusal.AUTHOR_KEY_ENDED));
  }

  @Test
  void whoIsNoReaderIsTold() {
    ECKey nobody = Sealing.key();

    assertThat(
            SealedRecords.open(
                made.sealed,
                made.expected(),
                Sealing.kid(nobody),
                Sealing.secret(nobody),
                made::author))
        .isEqualTo(new Refused(Refusal.NO_KEY_FOR_READER));
  }

  @Test
  void theLongestDocumentIsTaken() {
    SignedDocument longest =
        SignedDocument.sign(
            "x".repeat(SealedRecord.MAX_DOCUMENT),
            made.version,
            Sealing.kid(made.author),
            Sealing.secret(made.author));
    SealedRecord sealed =
        SealedRecords.seal(made.version, longest, List.of(Sealing.open(made.reader)));
    Bytes32 salt = Bytes32.random();
    Bytes32 commitment = RecordCommitment.of(salt, longest.compact().getBytes(US_ASCII));

    assertThat(
            made.open(
                SealedRecord.parse(sealed.json()).orElseThrow(),
                new Expected(made.version, salt, commitment, Sealing.STORED)))
        .isInstanceOf(Opened.class);
  }

  @Test
  void tellsNothingWhenItIsPrinted() {
    assertThat(made.open(made.sealed).toString()).doesNotContain("DocumentReference");
    assertThat(made.signed.toString()).doesNotContain(made.signed.compact());
  }

  private Opening openBy(Optional<AuthorKey> author) {
    return SealedRecords.open(
        made.sealed,
        made.expected(),
        Sealing.kid(made.reader),
        Sealing.secret(made.reader),
        kid -> author);
  }

  /** As a reader could, who knows the document and makes a data key of her own. */
  private SealedRecord sealed(String compact) {
    return SealedRecords.seal(
        made.version,
        new SignedDocument(compact, made.signed.header()),
        List.of(Sealing.open(made.reader)));
  }

  private SealedRecord resealedAs(RecordVersion version) {
    return SealedRecords.seal(version, made.signed, List.of(Sealing.open(made.reader)));
  }

  private static void assertRefused(Opening opening) {
    assertThat(opening).isInstanceOf(Refused.class);
  }
}
