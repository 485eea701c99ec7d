package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What tests of a pack's states need: packs that were commissioned, and changes of them. */
abstract class PackStateTest extends SupplyChainTest {
  /**
   * When most of it happens: a day ago, with an offset as a pharmacy has it. As text a full minute
   * has no seconds, which is no time in EPCIS.
   */
  final OffsetDateTime yesterday =
      OffsetDateTime.now(ZoneOffset.ofHours(1))
          .truncatedTo(ChronoUnit.MINUTES)
          .minusDays(1)
          .minusSeconds(30);

  String pack(String serial, String lot, String expiry) {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label(serial, lot, expiry),
            yesterday.minusDays(30).toString(),
            ""));
    awaitVerdict(MAKER, serial, expiry.startsWith("20") ? "EXPIRED" : "OK");
    return serial;
  }

  String pack(String serial) {
    return pack(serial, "A1", "310131");
  }

  static Answer change(String who, String serial, String json) {
    return app.send(who, "PATCH", "/api/v1/packs/" + GTIN + "/" + serial, "application/json", json);
  }

  static String wanted(String state, OffsetDateTime time, String place) {
    return wanted(UUID.randomUUID().toString(), state, time, place);
  }

  static String wanted(String id, String state, OffsetDateTime time, String place) {
    return "{\"transactionId\":\"%s\",\"state\":\"%s\",\"time\":\"%s\",\"place\":\"%s\"}"
        .formatted(id, state, time, place);
  }

  static void done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  static void refused(Answer answer, String reason) {
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
  }
}
