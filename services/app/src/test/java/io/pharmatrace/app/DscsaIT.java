package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verification of product identifiers (GS1 Lightweight Messaging Standard; DSCSA). */
@Feature(
    standard = Standard.VERIFICATION,
    section = "4",
    name = "Request and response of the verification of a product identifier")
class DscsaIT extends SupplyChainTest {
  private static final String CORRELATION = "0b8bb2bc-9ee7-4e9b-a3ad-7ef0a8b6a6f1";

  /** A serial number with characters that an address needs to have encoded. */
  private static final String ODD = "V/2%+a";

  @BeforeAll
  static void commission() {
    for (String serial : new String[] {"V1", "V-LOCKED", "V-SOLD", ODD}) {
      chain.publish(
          SupplyChain.scan(
              MAKER,
              "commissioning",
              SupplyChain.label(serial, "vL1", "310200"),
              "2026-11-20T08:00:00+01:00",
              ""));
      awaitVerdict(MAKER, encoded(serial), "OK");
    }
    change("V-LOCKED", "Locked");
    change("V-SOLD", "Supplied");
  }

  private static void change(String serial, String state) {
    assertThat(
            app.send(
                    MAKER,
                    "PATCH",
                    "/api/v1/packs/" + GTIN + "/" + serial,
                    "application/json",
                    "{\"transactionId\":\"%s\",\"state\":\"%s\",\"time\":\"%s\",\"place\":\"%s\"}"
                        .formatted(
                            UUID.randomUUID(),
                            state,
                            OffsetDateTime.parse("2026-11-20T09:00:00+01:00"),
                            MAKER_GLN))
                .status())
        .isEqualTo(200);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String path(String lot, String serial, String exp) {
    return "/verify/gtin/%s/lot/%s/ser/%s?exp=%s&linkType=verificationService"
            .formatted(GTIN, encoded(lot), encoded(serial), exp)
        + "&context=dscsaSaleableReturn&corrUUID="
        + CORRELATION;
  }

  private static Answer ask(String lot, String serial, String exp) {
    return app.get(WHOLESALER, path(lot, serial, exp) + "&reqGLN=" + WHOLESALER_GLN);
  }

  @Test
  void aPackThatMayBeSoldAgainIsVerified() {
    Answer answer = ask("vL1", "V1", "310228");
    assertThat(answer.status()).as("%s", answer.raw().body()).isEqualTo(200);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    JsonNode body = answer.body();
    assertThat(body.path("data").path("verified").asBoolean()).isTrue();
    assertThat(body.path("data").size()).isEqualTo(1);
    assertThat(body.path("corrUUID").asText()).isEqualTo(CORRELATION);
    assertThat(body.path("responderGLN").asText()).isEqualTo(MAKER_GLN);
    assertThat(OffsetDateTime.parse(body.path("verificationTimestamp").asText()).getOffset())
        .isEqualTo(java.time.ZoneOffset.UTC);
  }

  @Test
  void dayZeroIsTheLastOfTheMonth() {
    assertThat(ask("vL1", "V1", "310200").body().path("data").path("verified").asBoolean())
        .isTrue();
    assertThat(ask("vL1", "V1", "310300").body().path("data").path("verified").asBoolean())
        .isFalse();
  }

  @Test
  void lotAndSerialArePercentEncoded() {
    assertThat(ask("vL1", ODD, "310228").body().path("data").path("verified").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "vL1, NEVER,    310228, No_match_GTIN_Serial",
    "vL1, v1,       310228, No_match_GTIN_Serial",
    "VL1, V1,       310228, No_match_GTIN_Serial_Lot",
    "vL1, V1,       310227, No_match_GTIN_Serial_Expiry",
    "X,   V1,       310227, No_match_GTIN_Serial_Lot_Expiry",
    "vL1, V-SOLD,   310228, Not_for_re-distribution",
    "vL1, V-LOCKED, 310228, No_reason_provided",
  })
  void whatIsNotVerifiedIsAnAnswerWithItsReason(
      String lot, String serial, String exp, String reason) {
    Answer answer = ask(lot, serial, exp);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("data").path("verified").asBoolean(true)).isFalse();
    assertThat(answer.body().path("data").path("verificationFailureReason").asText())
        .isEqualTo(reason);
  }

  @Test
  void aRecalledPackIsNotForRedistributionAndSaysSo() {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label("V-RECALLED", "vREC", "310200"),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitVerdict(MAKER, "V-RECALLED", "OK");
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"vREC\",\"reason\":\"glass\"}".formatted(GTIN))
                .status())
        .isEqualTo(201);
    JsonNode data = ask("vREC", "V-RECALLED", "310200").body().path("data");
    assertThat(data.path("verified").asBoolean(true)).isFalse();
    assertThat(data.path("verificationFailureReason").asText())
        .isEqualTo("Not_for_re-distribution");
    assertThat(data.path("additionalInfo").asText()).isEqualTo("Recalled");
  }

  /** Else the asker would choose, by the GLN that it gives, whose recalls it is told of. */
  @Test
  void aRecallOfAnyCountryCountsWhereverTheAskerIs() {
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + WHOLESALER_GLN + "/sites/" + WHOLESALER_GLN,
                    "{\"name\":\"depot\",\"country\":\"DE\"}")
                .status())
        .isEqualTo(204);
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label("V-FRANCE", "vFR", "310200"),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitVerdict(MAKER, "V-FRANCE", "OK");
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"vFR\",\"country\":\"FR\",\"reason\":\"glass\"}"
                        .formatted(GTIN))
                .status())
        .isEqualTo(201);
    assertThat(ask("vFR", "V-FRANCE", "310200").body().path("data").path("additionalInfo").asText())
        .isEqualTo("Recalled");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linkType=verificationService=>linkType=pip",
        "context=dscsaSaleableReturn=>context=other",
        "exp=310228=>exp=311328",
        "exp=310228=>exp=2031-02-28",
        "exp=310228=>nothing=1",
        "corrUUID=0b8bb2bc=>corrUUID=zb8bb2bc",
        "corrUUID==>other=",
        "reqGLN=9521102000015=>reqGLN=9521102000016",
        "reqGLN==>other=",
        "gtin/09521101000023=>gtin/09521101000024",
        "lot/vL1=>lot/123456789012345678901",
        "ser/V1=>ser/123456789012345678901",
      })
  void aRequestThatBreaksTheStandardIsRefusedWithoutJson(String change) {
    String[] parts = change.split("=>", -1);
    String good = path("vL1", "V1", "310228") + "&reqGLN=" + WHOLESALER_GLN;
    Answer answer = app.get(WHOLESALER, good.replace(parts[0], parts[1]));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain");
    assertThat(answer.raw().body()).matches("(?s)(request-malformed|value-invalid)\n.*");
  }

  private static Answer askAsMaker(String gtin, String lot, String serial, String exp) {
    return app.get(MAKER, path(lot, serial, exp).replace(GTIN, gtin) + "&reqGLN=" + MAKER_GLN);
  }

  @ParameterizedTest
  @CsvSource({
    "vA1, VA-DATE,  310130, #A52",
    "vA2, VA-LOT,   310131, #A68",
    "vA9, VA-BATCH, 310131, #A2",
    "vA1, VA-NONE,  310131, #A3",
    "vA9, VA-NEW,   310131, #A2",
  })
  void whatDoesNotFitRaisesTheAlertOfAVerification(
      String lot, String serial, String exp, String code) {
    if (!serial.equals("VA-NONE") && !serial.equals("VA-NEW")) {
      commissioned("VA-OTHER" + serial, "vA2");
      commissioned(serial, "vA1");
    }
    for (int i = 0; i < 2; i++) {
      assertThat(askAsMaker(GTIN, lot, serial, exp).body().path("data").path("verified"))
          .hasToString("false");
    }
    JsonNode alert = AlertTest.alert(MAKER, serial);
    assertThat(alert.path("code").asText()).isEqualTo(code);
    assertThat(alert.path("times").asInt()).as("the same again counts up").isEqualTo(2);
    assertThat(AlertTest.codes(PHARMACY, serial)).as("whom it does not concern").isEmpty();
  }

  @Test
  void theManufacturerIsToldWhatOthersAskForInVain() {
    ask("vL1", "VA-FOREIGN", "310228");
    assertThat(AlertTest.codes(WHOLESALER, "VA-FOREIGN")).containsExactly("#A3");
    assertThat(AlertTest.codes(MAKER, "VA-FOREIGN")).containsExactly("#A3");
  }

  @Test
  void aPackOfWhichTheAskerKnowsNothingIsACustodyMismatchAndVerifiedAllTheSame() {
    commissioned("VA-STRAY", "vA1");
    JsonNode body = ask("vA1", "VA-STRAY", "310131").body();
    assertThat(body.path("data").path("verified").asBoolean()).isTrue();
    assertThat(body.path("data").size()).isEqualTo(1);
    for (String who : new String[] {WHOLESALER, MAKER}) {
      assertThat(AlertTest.codes(who, "VA-STRAY")).containsExactly("custody-mismatch");
    }
  }

  @Test
  void whatAFaultOfTheScannerExplainsOrIsAnsweredByAnotherRaisesNone() {
    commissioned("vCapS", "vcap");
    assertThat(askAsMaker(GTIN, "VCAP", "VcAPs", "310131").status()).isEqualTo(200);
    assertThat(askAsMaker(GTIN, "vcap", "vCapS", "310131").status()).isEqualTo(200);
    assertThat(askAsMaker("09521101000924", "vL1", "VA-A1", "310131").status()).isEqualTo(404);
    for (String serial : new String[] {"VcAPs", "vCapS", "VA-A1"}) {
      assertThat(AlertTest.codes(REGULATOR, serial)).as(serial).isEmpty();
    }
  }

  @Test
  void nobodyAsksInTheNameOfAnother() {
    for (String gln : new String[] {PHARMACY_GLN, "9521109000018"}) {
      Answers.assertProblem(
          app.get(WHOLESALER, path("vL1", "V1", "310228") + "&reqGLN=" + gln), ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void aProductThatNobodyRegisteredIsNotFound() {
    String path = path("vL1", "V1", "310228").replace(GTIN, "09521101000924");
    Answers.assertProblem(
        app.get(WHOLESALER, path + "&reqGLN=" + WHOLESALER_GLN), ErrorCode.NOT_FOUND);
  }

  @Test
  void connectivityIsCheckedByProductAndAsker() {
    String path = "/checkConnectivity?gtin=" + GTIN + "&context=dscsaSaleableReturn&reqGLN=";
    Answer answer = app.get(PHARMACY, path + PHARMACY_GLN);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("responderGLN").asText()).isEqualTo(MAKER_GLN);
    Answers.assertProblem(app.get(PHARMACY, path + WHOLESALER_GLN), ErrorCode.FORBIDDEN);
    Answers.assertProblem(app.get(null, path + PHARMACY_GLN), ErrorCode.UNAUTHENTICATED);
    Answers.assertProblem(
        app.get(PHARMACY, path.replace(GTIN, "09521101000924") + PHARMACY_GLN),
        ErrorCode.NOT_FOUND);
  }
}
