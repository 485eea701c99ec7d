package io.pharmatrace.records.application;

import static io.pharmatrace.records.application.Practice.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody who may write into the database changes or exchanges rows; readers are told which. */
@PharmaTraceInfrastructure
class RecordRefusalIT {
  /** The first row gets the ciphertext of the second. */
  private static final String TAKEN_OVER =
      """
      UPDATE records.record r SET jwe = o.jwe FROM records.record o
      WHERE (r.id = ? AND r.version = ? AND o.id = ? AND o.version = ?)
      """;

  @SuppressWarnings("NullAway.Init")
  private static Practice practice;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    practice = Practice.start(infrastructure, home);
  }

  @AfterAll
  static void stop() {
    practice.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          labels = '{}';                                              ALTERED
          labels = '{no-bar}';                                        ALTERED
          authors = '{Organization/other}';                           ALTERED
          authored_from = authored_from - interval '1 microsecond';   ALTERED
          status = 'superseded';                                      ALTERED
          type = 'Observation';                                       ALTERED
          salt = commitment;                                          COMMITMENT_DIFFERS
          commitment = salt;                                          COMMITMENT_DIFFERS
          entry_id = -1;                                              COMMITMENT_DIFFERS
          stored = stored - interval '1 year';                        AUTHOR_KEY_ENDED
          jwe = replace(jwe, '"protected":"', '"protected":"e');      MALFORMED
          jwe = '{}';                                                 MALFORMED
          jwe = jwe || repeat(' ', 3000000);                          TOO_LARGE
          jwe = left(jwe, 60) || chr(ascii(substr(jwe, 61)) % 2 + 65) || substr(jwe, 62); ALTERED
          """)
  void aChangedColumnIsTold(String change, Refusal refusal) {
    UUID record = practice.store("{}");

    practice.sql("UPDATE records.record SET %s WHERE id = ?".formatted(change), record);

    assertThat(read(record, 1)).isEqualTo(refusal);
  }

  @Test
  void anotherRecordsCiphertextIsSwapped() {
    UUID one = practice.store("{\"of\":\"one\"}");
    UUID other = practice.store("{\"of\":\"other\"}");

    practice.sql(TAKEN_OVER, one, 1, other, 1);

    assertThat(read(one, 1)).isEqualTo(Refusal.SWAPPED);
    assertThat(read(other, 1)).isEqualTo("{\"of\":\"other\"}");
  }

  @Test
  void anotherVersionsCiphertextIsReordered() {
    UUID record = practice.store("{\"v\":1}");
    practice.revise(record, 1, "{\"v\":2}");

    practice.sql(TAKEN_OVER, record, 2, record, 1);

    assertThat(read(record, 2)).isEqualTo(Refusal.REORDERED);
    assertThat(read(record, 1)).isEqualTo("{\"v\":1}");
  }

  /** All that belongs to the version but its number: keys, salt, commitment, entry. */
  @Test
  void anOldVersionShownAsTheNewOneIsReordered() {
    UUID record = practice.store("{\"v\":1}");
    practice.revise(record, 1, "{\"v\":2}");
    practice.sql("DELETE FROM records.wrapped_key WHERE record = ? AND version = 2", record);
    practice.sql(
        """
        UPDATE records.record r SET jwe = o.jwe, salt = o.salt, commitment = o.commitment,
          entry_id = o.entry_id, stored = o.stored
        FROM records.record o WHERE r.id = ? AND r.version = 2 AND o.id = r.id AND o.version = 1
        """,
        record);
    practice.sql(
        "UPDATE records.wrapped_key SET version = 2 WHERE record = ? AND version = 1", record);

    assertThat(read(record, 2)).isEqualTo(Refusal.REORDERED);
  }

  @Test
  void aVersionAfterAnotherOneIsReordered() {
    UUID record = practice.store("{\"v\":1}");
    practice.revise(record, 1, "{\"v\":2}");

    practice.sql("UPDATE records.record SET previous = salt WHERE id = ? AND version = 2", record);

    assertThat(read(record, 2)).isEqualTo(Refusal.REORDERED);
  }

  @Test
  void aRecordUnderAnotherPersonIsSwapped() {
    UUID record = practice.store("{}");
    UUID stranger = practice.in(h -> practice.get(Persons.class).add(h, practice.custodian));

    practice.sql("UPDATE records.record SET person = ? WHERE id = ?", stranger, record);

    assertThat(read(record, 1)).isEqualTo(Refusal.SWAPPED);
  }

  @Test
  void anotherRecordsWrappedKeyIsAltered() {
    UUID one = practice.store("{}");
    UUID other = practice.store("{}");

    practice.sql(
        """
        UPDATE records.wrapped_key w SET epk = o.epk, encrypted_key = o.encrypted_key
        FROM records.wrapped_key o WHERE w.record = ? AND o.record = ?
        """,
        one,
        other);

    assertThat(read(one, 1)).isEqualTo(Refusal.ALTERED);
  }

  @ParameterizedTest
  @CsvSource({"epk, '{}'", "encrypted_key, ''", "encrypted_key, 'AAAA'"})
  void aSpoiltWrappedKeyIsAltered(String column, String value) {
    UUID record = practice.store("{}");

    practice.sql(
        "UPDATE records.wrapped_key SET %s = ? WHERE record = ?".formatted(column), value, record);

    assertThat(read(record, 1)).isEqualTo(Refusal.ALTERED);
  }

  @Test
  void theKeyThatTheAuthorHadIsNeeded() {
    UUID author = UUID.randomUUID();
    String kid = practice.in(h -> practice.get(AuthorKeys.class).begin(h, author));
    UUID record = storedBy(author);
    String jwk = "SELECT jwk FROM records.author_key WHERE kid = ?";
    String right = practice.text(jwk, kid);
    String change = "UPDATE records.author_key SET jwk = ? WHERE kid = ?";

    practice.sql(change, Sealing.open(Sealing.key()).jwk(), kid);
    assertThat(read(record, 1)).isEqualTo(Refusal.AUTHOR_UNKNOWN);

    practice.sql(change, right, kid);
    assertThat(read(record, 1)).isEqualTo("{}");

    practice.sql("DELETE FROM records.author_key WHERE kid = ?", kid);
    assertThat(read(record, 1)).isEqualTo(Refusal.AUTHOR_UNKNOWN);
  }

  @Test
  void anEndedKeySignsNoMoreAndWhatItSignedStays() {
    UUID author = UUID.randomUUID();
    String kid = practice.in(h -> practice.get(AuthorKeys.class).begin(h, author));
    UUID record = storedBy(author);

    boolean ended = practice.in(h -> practice.get(AuthorKeys.class).end(h, author));

    assertThat(ended).isTrue();
    assertThat(read(record, 1)).isEqualTo("{}");
    assertThat(save(author)).isEqualTo(new Saved.Refused(Refusal.AUTHOR_UNKNOWN));
    practice.sql(
        "UPDATE records.author_key SET ended = since + interval '1 microsecond' WHERE kid = ?",
        kid);
    assertThat(read(record, 1)).isEqualTo(Refusal.AUTHOR_KEY_ENDED);
  }

  @Test
  void whatIsNotThereIsUnknown() {
    assertThat(read(UUID.randomUUID(), 1)).isEqualTo(Refusal.UNKNOWN);
    assertThat(read(practice.store("{}"), 2)).isEqualTo(Refusal.UNKNOWN);
  }

  private static UUID storedBy(UUID author) {
    return ((Saved.Done) save(author)).record();
  }

  private static Saved save(UUID author) {
    NewDocument document = new NewDocument(Sealing.FACTS, author, "{}");
    return practice.in(
        h -> practice.get(Records.class).store(h, practice.person, document, List.of()));
  }

  private static Object read(UUID record, int version) {
    return outcome(practice.read(practice.custodian, record, version));
  }
}
