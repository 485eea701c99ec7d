package io.pharmatrace.records.application;

import static io.pharmatrace.records.application.Practice.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@PharmaTraceInfrastructure
class ErasureIT {
  private static final List<String> TABLES =
      List.of("person", "reader_key", "record", "wrapped_key");

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

  @Test
  void ofAnErasedRecordATombstoneStays() {
    UUID reader = practice.reader();
    UUID record = practice.store("{\"v\":1}", reader);
    practice.revise(record, 1, "{\"v\":2}");
    UUID other = practice.store("{\"of\":\"other\"}");

    assertThat(eraseRecord(record)).isTrue();

    assertThat(read(record, 1)).isEqualTo(Refusal.ERASED);
    assertThat(read(record, 2)).isEqualTo(Refusal.ERASED);
    assertThat(read(other, 1)).isEqualTo("{\"of\":\"other\"}");
    assertNothingLeft(record, 2);
    assertThat(practice.count(ENTRIES, record)).as("the log keeps its entries").isEqualTo(2);
    assertThat(eraseRecord(record)).as("again").isFalse();
  }

  @Test
  void whatIsErasedIsNeitherGrantedNorRevised() {
    UUID record = practice.store("{}");
    eraseRecord(record);

    assertThat(practice.grant(record, practice.reader())).contains(Refusal.ERASED);
    assertThat(practice.revise(record, 1, "{}")).isEqualTo(new Saved.Refused(Refusal.ERASED));
    assertThat(practice.count(ENTRIES, record)).isEqualTo(1);
  }

  @Test
  void withAPersonGoAllRecordsAndKeys() {
    UUID person = practice.in(h -> practice.get(Persons.class).add(h, practice.custodian));
    practice.in(
        h ->
            practice
                .get(ReaderKeys.class)
                .ofPerson(h, person, Sealing.key().toPublicJWK().toJSONString()));
    UUID one = store(person);
    UUID two = store(person);
    UUID strangers = practice.store("{}", person);

    assertThat(erasePerson(person)).isTrue();

    assertNothingLeft(one, 1);
    assertNothingLeft(two, 1);
    assertThat(practice.count("SELECT count(*) FROM records.reader_key WHERE reader = ?", person))
        .isZero();
    assertThat(read(strangers, 1)).as("of somebody else, who had let her read").isEqualTo("{}");
    assertThat(save(person)).isEqualTo(new Saved.Refused(Refusal.ERASED));
    String jwk = Sealing.key().toPublicJWK().toJSONString();
    assertThatThrownBy(
            () -> practice.in(h -> practice.get(ReaderKeys.class).ofPerson(h, person, jwk)))
        .hasMessageContaining("no such person");
    assertThat(erasePerson(person)).as("again").isFalse();
  }

  @Test
  void whatARestoredDatabaseBringsBackIsErasedAgain() {
    UUID person = practice.in(h -> practice.get(Persons.class).add(h, practice.custodian));
    UUID record = practice.store("{}");
    UUID ofPerson = store(person);
    TABLES.forEach(
        t -> practice.sql("CREATE TABLE public.%s AS SELECT * FROM records.%s".formatted(t, t)));
    eraseRecord(record);
    erasePerson(person);

    TABLES.reversed().forEach(t -> practice.sql("DELETE FROM records." + t));
    TABLES.forEach(
        t -> practice.sql("INSERT INTO records.%s SELECT * FROM public.%s".formatted(t, t)));
    assertThat(read(record, 1)).as("as after a restore").isEqualTo("{}");
    practice.in(
        h -> {
          practice.get(Erasure.class).again(h);
          return true;
        });

    assertNothingLeft(record, 1);
    assertNothingLeft(ofPerson, 1);
    assertThat(save(person)).isEqualTo(new Saved.Refused(Refusal.ERASED));
  }

  private static final String ENTRIES =
      """
      SELECT count(*) FROM anchoring.entry e JOIN records.record r ON r.entry_id = e.id
      WHERE r.id = ?
      """;

  private static void assertNothingLeft(UUID record, int versions) {
    assertThat(
            practice.count(
                """
                SELECT count(*) FROM records.record WHERE id = ? AND erased_at IS NOT NULL
                  AND num_nonnulls(person, type, status, authored_from, authored_until, authors,
                                   related, labels, jwe, salt, previous) = 0
                """,
                record))
        .isEqualTo(versions);
    assertThat(practice.count("SELECT count(*) FROM records.wrapped_key WHERE record = ?", record))
        .isZero();
  }

  private static boolean eraseRecord(UUID record) {
    return practice.in(h -> practice.get(Erasure.class).record(h, record));
  }

  private static boolean erasePerson(UUID person) {
    return practice.in(h -> practice.get(Erasure.class).person(h, person));
  }

  private static UUID store(UUID person) {
    return ((Saved.Done) save(person)).record();
  }

  private static Saved save(UUID person) {
    return practice.in(
        h -> practice.get(Records.class).store(h, person, practice.document("{}"), List.of()));
  }

  private static Object read(UUID record, int version) {
    return outcome(practice.read(practice.custodian, record, version));
  }
}
