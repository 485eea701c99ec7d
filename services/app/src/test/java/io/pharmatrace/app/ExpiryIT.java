package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch may be used until its expiry date ends, by UTC, at every door (docs/pack-states.md). */
class ExpiryIT extends SupplyChainTest {
  /**
   * Commissioned a year before it expires; the date is the test's own, so midnight does no harm.
   */
  private static void pack(String serial, LocalDate expiry, String verdict) {
    String label =
        SupplyChain.label(
            serial, "E-" + serial, expiry.format(DateTimeFormatter.ofPattern("yyMMdd")));
    chain.publish(
        SupplyChain.scan(MAKER, "commissioning", label, expiry.minusYears(1) + "T08:00:00Z", ""));
    awaitVerdict(MAKER, serial, verdict);
  }

  private static Answer dispense(String serial, OffsetDateTime time) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"Supplied\",\"time\":\"%s\",\"place\":\"%s\"}"
            .formatted(UUID.randomUUID(), time, MAKER_GLN));
  }

  private static OffsetDateTime now(int offset) {
    return OffsetDateTime.now(ZoneOffset.ofHours(offset)).truncatedTo(ChronoUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {-12, 0, 14})
  void whatExpiredYesterdayIsExpiredWhateverOffsetTheTimeIsWrittenWith(int offset) {
    String serial = "X" + (offset + 12);
    pack(serial, LocalDate.now(ZoneOffset.UTC).minusDays(1), "EXPIRED");
    Answer answer = dispense(serial, now(offset));
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo("batch-expired");
  }

  @Test
  void whatWasDispensedInTimeOfflineIsTakenAfterwards() {
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    pack("OFFLINE", yesterday, "EXPIRED");
    // Half an hour before midnight UTC is the next day already in Berlin.
    OffsetDateTime time = OffsetDateTime.parse(yesterday + "T23:30:00Z");
    assertThat(dispense("OFFLINE", time.withOffsetSameInstant(ZoneOffset.ofHours(1))).status())
        .isEqualTo(200);
  }

  @Test
  void onItsLastDayABatchIsGood() {
    // The day after, should midnight pass meanwhile.
    pack("LAST", LocalDate.now(ZoneOffset.UTC).plusDays(1), "OK");
    assertThat(dispense("LAST", now(14)).status()).isEqualTo(200);
    OffsetDateTime soon = now(0).plusMinutes(2);
    if (soon.getDayOfYear() == now(0).getDayOfYear()) {
      pack("TODAY", soon.toLocalDate(), "OK");
      assertThat(dispense("TODAY", now(14)).status()).isEqualTo(200);
    }
  }
}
