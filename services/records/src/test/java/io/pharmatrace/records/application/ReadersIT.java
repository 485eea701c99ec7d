package io.pharmatrace.records.application;

import static io.pharmatrace.records.application.Practice.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import io.pharmatrace.records.application.StoredVersion.Kept;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.records.domain.consent.Obligation;
import io.pharmatrace.records.domain.consent.Purpose;
import io.pharmatrace.records.domain.consent.ReasonCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.EntryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PharmaTraceInfrastructure
class ReadersIT {
  @TempDir private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static Practice practice;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    practice = Practice.start(infrastructure, home);
  }

  @AfterAll
  static void stop() {
    practice.close();
  }

  @Test
  void custodianAndReadersReadWhatWasStored() {
    UUID reader = practice.reader();
    UUID record = practice.store(Sealing.DOCUMENT, reader);

    Access.Read read = (Access.Read) practice.read(reader, record, 1);

    assertThat(read.document()).isEqualTo(Sealing.DOCUMENT);
    assertThat(read.decision().obligations()).contains(Obligation.NOTICE);
    assertThat(outcome(practice.read(practice.custodian, record, 1))).isEqualTo(Sealing.DOCUMENT);
  }

  @Test
  void withoutAPermitNothingIsOpened() {
    UUID record = practice.store(Sealing.DOCUMENT);

    assertThat(outcome(practice.ask(practice.custodian, record, 1, Purpose.TREAT, null)))
        .isEqualTo(ReasonCode.CHAIN_HEAD_TOO_OLD);
    assertThat(outcome(practice.ask(practice.custodian, record, 1, Purpose.BTG, "urgent")))
        .isEqualTo(ReasonCode.BREAK_GLASS_REASON_MISSING);
  }

  @Test
  void nothingOfADocumentIsInTheDatabase() {
    UUID record = practice.store("{\"text\":\"a word that is nowhere else: pneumonoultra\"}");

    for (String table : List.of("record", "wrapped_key", "person", "author_key", "reader_key")) {
      assertThat(
              practice.count(
                  "SELECT count(*) FROM records.%s t WHERE t::text LIKE '%%pneumono%%'"
                      .formatted(table)))
          .isZero();
    }
    assertThat(outcome(practice.read(practice.custodian, record, 1)).toString())
        .contains("pneumono");
  }

  @Test
  void eachVersionIsAnEntryOfTheCustodiansLog() {
    UUID record = practice.store(Sealing.DOCUMENT);
    practice.revise(record, 1, "{}");

    assertThat(
            practice.count(
                """
                SELECT count(*) FROM records.record r JOIN anchoring.entry e ON e.id = r.entry_id
                WHERE r.id = ? AND e.organisation = r.custodian AND e.type = ?
                  AND e.content_digest = r.commitment
                """,
                record,
                EntryType.RECORD.code()))
        .isEqualTo(2);
  }

  @Test
  void whatIsRolledBackLeavesNoEntry() {
    String entries = "SELECT count(*) FROM anchoring.entry";
    long before = practice.count(entries);

    assertThatThrownBy(
            () ->
                practice.in(
                    handle -> {
                      practice
                          .get(Records.class)
                          .store(handle, practice.person, practice.document("{}"), List.of());
                      throw new IllegalStateException("the caller fails");
                    }))
        .hasMessage("the caller fails");

    assertThat(practice.count(entries)).isEqualTo(before);
  }

  @Test
  void aGrantOpensAllVersionsAndTouchesNoBody() {
    UUID record = practice.store("{\"v\":1}");
    practice.revise(record, 1, "{\"v\":2}");
    UUID late = practice.reader();
    String bodies = "SELECT string_agg(jwe, ' ' ORDER BY version) FROM records.record WHERE id = ?";
    String before = practice.text(bodies, record);
    assertThat(outcome(practice.read(late, record, 2))).isEqualTo(Refusal.NO_KEY_FOR_READER);

    assertThat(practice.grant(record, late)).isEmpty();
    assertThat(practice.grant(record, late)).as("again").isEmpty();

    assertThat(outcome(practice.read(late, record, 1))).isEqualTo("{\"v\":1}");
    assertThat(outcome(practice.read(late, record, 2))).isEqualTo("{\"v\":2}");
    assertThat(practice.text(bodies, record)).isEqualTo(before);
  }

  @Test
  void whoHasNoKeyIsGrantedNothing() {
    UUID record = practice.store("{}");

    UUID stranger = UUID.randomUUID();

    assertThat(practice.grant(record, stranger)).contains(Refusal.NO_KEY_FOR_READER);
    assertThat(practice.grant(stranger, practice.custodian)).contains(Refusal.UNKNOWN);
    assertThat(practice.save("{}", stranger))
        .isEqualTo(new Saved.Refused(Refusal.NO_KEY_FOR_READER));
  }

  @Test
  void aReaderThatWasTakenAwayReadsNoVersionAndGetsNoNextOne() {
    UUID reader = practice.reader();
    UUID record = practice.store("{\"v\":1}", reader);

    assertThat(practice.takeAway(record, reader)).isTrue();
    practice.revise(record, 1, "{\"v\":2}");

    assertThat(outcome(practice.read(reader, record, 1))).isEqualTo(Refusal.NO_KEY_FOR_READER);
    assertThat(outcome(practice.read(reader, record, 2))).isEqualTo(Refusal.NO_KEY_FOR_READER);
    assertThat(practice.takeAway(record, reader)).isFalse();
  }

  @Test
  void theCustodianStaysAReader() {
    UUID record = practice.store("{}");

    assertThat(practice.takeAway(record, practice.custodian)).isFalse();
    assertThat(outcome(practice.read(practice.custodian, record, 1))).isEqualTo("{}");
  }

  @Test
  void aNewVersionIsForTheSameReaders() {
    UUID reader = practice.reader();
    UUID record = practice.store("{\"v\":1}", reader);

    assertThat(practice.revise(record, 1, "{\"v\":2}")).isInstanceOf(Saved.Done.class);

    assertThat(outcome(practice.read(reader, record, 1))).isEqualTo("{\"v\":1}");
    assertThat(outcome(practice.read(reader, record, 2))).isEqualTo("{\"v\":2}");
    assertThat(practice.revise(record, 1, "{}")).isEqualTo(new Saved.Outdated(2));
  }

  @Test
  void ofTwoNewVersionsAtOnceOneIsTaken() throws Exception {
    UUID record = practice.store("{}");
    Callable<Saved> revise = () -> practice.revise(record, 1, "{\"v\":2}");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Object> saved =
          threads.invokeAll(List.of(revise, revise)).stream()
              .<Object>map(Future::resultNow)
              .toList();

      assertThat(saved)
          .contains(new Saved.Outdated(2))
          .hasAtLeastOneElementOfType(Saved.Done.class);
    }
  }

  /** That other code opens one for a single recipient is shown by {@link JoseInteropIT}. */
  @Test
  void aPersonOpensTheOwnRecordWithAKeyThatNeverCameHere() {
    ECKey own = Sealing.key();
    String jwk = own.toPublicJWK().toJSONString();
    String kid = practice.in(h -> practice.get(ReaderKeys.class).ofPerson(h, practice.person, jwk));
    UUID record = practice.store(Sealing.DOCUMENT, practice.person);

    String jwe = ((Access.Handed) practice.readOwn(record, 1)).jwe();

    SealedRecord sealed = SealedRecord.parse(jwe).orElseThrow();
    assertThat(sealed.recipients()).hasSize(1);
    Kept row = (Kept) practice.in(h -> RecordRows.find(h, record, 1)).orElseThrow();
    Opening opening =
        practice.in(
            h ->
                SealedRecords.open(
                    sealed,
                    row.expected(),
                    kid,
                    Sealing.secret(own),
                    author -> AuthorKeys.find(h, author)));
    assertThat(opening).isEqualTo(new Opening.Opened(Sealing.DOCUMENT, practice.custodian));
  }

  @Test
  void aMissingKeyIsNamedAndNeverMadeAnew(@TempDir Path elsewhere) throws IOException {
    UUID reader = practice.reader();
    UUID record = practice.store("{}", reader);
    String kid = practice.text("SELECT kid FROM records.reader_key WHERE reader = ?", reader);
    Path file = home.resolve(KeyFolder.FOLDER).resolve(kid + ".pem");
    assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    Path kept = Files.move(file, elsewhere.resolve("kept"));

    assertThatThrownBy(() -> practice.read(reader, record, 1))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining(kid);
    assertThat(file).doesNotExist();
    String again = practice.in(h -> practice.get(ReaderKeys.class).begin(h, reader));
    assertThat(again).isEqualTo(kid);

    Files.move(kept, file);
    assertThat(outcome(practice.read(reader, record, 1))).isEqualTo("{}");
  }
}
