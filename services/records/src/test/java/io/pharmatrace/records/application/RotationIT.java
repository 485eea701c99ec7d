package io.pharmatrace.records.application;

import static io.pharmatrace.records.application.Practice.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PharmaTraceInfrastructure
class RotationIT {
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

  /** Each test begins without what could not be done in another one. */
  @BeforeEach
  void clear() {
    practice.sql("DELETE FROM records.wrapped_key");
  }

  @Test
  void aRotationThatWasCutOffIsReadableAndFinishedLater() {
    UUID reader = practice.reader();
    List<UUID> records = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      records.add(practice.store("{\"n\":%d}".formatted(i), reader));
    }
    String old = kid(reader);

    String fresh = practice.in(h -> practice.get(ReaderKeys.class).rotate(h, reader));
    practice.get(Rewrapping.class).some(100);

    assertThat(wrappedFor(old)).isEqualTo(130);
    assertThat(wrappedFor(fresh)).isEqualTo(100);
    assertAllReadable(reader, records);

    assertThat(practice.get(Rewrapping.class).run()).isZero();

    assertThat(wrappedFor(old)).isZero();
    assertThat(wrappedFor(fresh)).isEqualTo(230);
    assertThat(file(old)).doesNotExist();
    assertAllReadable(reader, records);
    assertThat(practice.get(Rewrapping.class).run()).as("nothing is left").isZero();
  }

  @Test
  void theCustodiansKeyIsRotatedLikeAnyOther() {
    UUID record = practice.store("{\"v\":1}");
    String old = kid(practice.custodian);

    practice.in(h -> practice.get(ReaderKeys.class).rotate(h, practice.custodian));
    practice.revise(record, 1, "{\"v\":2}");
    practice.get(Rewrapping.class).run();

    assertThat(file(old)).doesNotExist();
    assertThat(outcome(practice.read(practice.custodian, record, 1))).isEqualTo("{\"v\":1}");
    assertThat(outcome(practice.read(practice.custodian, record, 2))).isEqualTo("{\"v\":2}");
    UUID late = practice.reader();
    assertThat(practice.grant(record, late)).isEmpty();
    assertThat(outcome(practice.read(late, record, 1))).isEqualTo("{\"v\":1}");
  }

  @Test
  void aReaderWhoLostItsKeyGetsANewOneByTheCustodians() throws Exception {
    UUID reader = practice.reader();
    UUID record = practice.store("{}", reader);
    Files.delete(file(kid(reader)));

    practice.in(h -> practice.get(ReaderKeys.class).rotate(h, reader));

    assertThat(practice.get(Rewrapping.class).run()).isZero();
    assertThat(outcome(practice.read(reader, record, 1))).isEqualTo("{}");
  }

  @Test
  void whatCannotBeWrappedAnewKeepsItsOldKey() {
    UUID reader = practice.reader();
    UUID spoilt = practice.store("{}", reader);
    UUID whole = practice.store("{}", reader);
    String old = kid(reader);
    practice.sql("UPDATE records.wrapped_key SET encrypted_key = 'AAAA' WHERE record = ?", spoilt);
    practice.in(h -> practice.get(ReaderKeys.class).rotate(h, reader));

    assertThat(practice.get(Rewrapping.class).run()).isEqualTo(1);

    assertThat(file(old)).exists();
    assertThat(wrappedFor(old)).isEqualTo(1);
    assertThat(outcome(practice.read(reader, whole, 1))).isEqualTo("{}");
  }

  @Test
  void whatIsStoredMeanwhileIsReadableAfterwards() throws Exception {
    UUID reader = practice.reader();
    List<UUID> records = new ArrayList<>();
    CompletableFuture<Void> storing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 60; i++) {
                records.add(practice.store("{\"n\":%d}".formatted(i), reader));
              }
            });
    for (int i = 0; i < 5; i++) {
      practice.in(h -> practice.get(ReaderKeys.class).rotate(h, reader));
      practice.get(Rewrapping.class).run();
    }
    storing.get();
    practice.get(Rewrapping.class).run();

    assertAllReadable(reader, records);
    assertThat(
            practice.count(
                """
                SELECT count(*) FROM records.wrapped_key w
                JOIN records.reader_key k ON k.kid = w.kid WHERE k.retired IS NOT NULL
                """))
        .isZero();
  }

  private void assertAllReadable(UUID reader, List<UUID> records) {
    for (int i = 0; i < records.size(); i++) {
      assertThat(outcome(practice.read(reader, records.get(i), 1)))
          .isEqualTo("{\"n\":%d}".formatted(i));
    }
  }

  private String kid(UUID reader) {
    return practice.text(
        "SELECT kid FROM records.reader_key WHERE reader = ? AND retired IS NULL", reader);
  }

  private long wrappedFor(String kid) {
    return practice.count("SELECT count(*) FROM records.wrapped_key WHERE kid = ?", kid);
  }

  private Path file(String kid) {
    return home.resolve(KeyFolder.FOLDER).resolve(kid + ".pem");
  }
}
