package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.security.token.generator.TokenGenerator;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of bad input has its code, and says what is wrong with it. */
class BadInputIT extends SupplyChainTest {
  private static final String PACKS = "/api/v1/packs/";
  private static final String PACK = PACKS + GTIN + "/";
  private static final String VERIFY =
      "/verify/gtin/%s/lot/%s/ser/%s?exp=%s&reqGLN=%s&corrUUID=" + UUID.randomUUID();

  @BeforeAll
  static void commission() {
    commissioned("BAD-1", "B1");
  }

  /** For DSCSA it stands in a text, as that has it. */
  private static void says(Answer answer, InvalidValue kind, String text) {
    Answers.assertInvalid(answer, ErrorCode.INVALID_VALUE, kind);
    assertThat(answer.raw().body()).containsIgnoringCase(text);
  }

  private static Answer verify(String gtin, String lot, String serial, String exp, String asker) {
    return app.get(PHARMACY, VERIFY.formatted(gtin, lot, serial, exp, asker));
  }

  private static Answer returned(String gtin, String expiry) {
    return returned(MAKER, gtin, expiry);
  }

  private static Answer returned(String who, String gtin, String expiry) {
    return app.post(
        who,
        "/api/v1/returns",
        "application/json",
        "{\"transactionId\":\"%s\",\"gtin\":\"%s\",\"serial\":\"BAD-1\",\"batch\":\"B1\",\"expiry\":\"%s\",\"returnedBy\":\"%s\"}"
            .formatted(UUID.randomUUID(), gtin, expiry, PHARMACY_GLN));
  }

  @Test
  void aWrongCheckDigit() {
    String wrong = "09521101000024";
    for (Answer answer :
        List.of(
            app.get(PHARMACY, PACKS + wrong + "/S1"),
            app.send(
                MAKER,
                "PATCH",
                PACKS + wrong + "/S1",
                "application/json",
                "{\"transactionId\":\"t\",\"state\":\"Locked\"}"),
            returned(wrong, "310131"),
            verify(wrong, "B1", "BAD-1", "310131", PHARMACY_GLN),
            verify(GTIN, "B1", "BAD-1", "310131", "9521103000015"),
            app.get(PHARMACY, "/checkConnectivity?gtin=" + wrong + "&reqGLN=" + PHARMACY_GLN),
            app.get(null, "/01/" + wrong),
            app.get(null, "/00/095211010000000055"))) {
      says(answer, InvalidValue.CHECK_DIGIT, "check digit");
    }
    says(
        app.put(
            "admin",
            "/api/v1/organisations/9521101000017",
            "{\"name\":\"x\",\"role\":\"pharmacist\",\"companyPrefixes\":[]}"),
        InvalidValue.CHECK_DIGIT,
        "check digit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"311331", "310230", "310431", "2031-02-30", "31-01-31"})
  void anImpossibleDate(String expiry) {
    for (Answer answer :
        List.of(
            app.get(PHARMACY, PACK + "BAD-1?expiry=" + expiry),
            patch(MAKER, "BAD-1", "\"expiry\":\"" + expiry + "\""),
            returned(GTIN, expiry),
            verify(GTIN, "B1", "BAD-1", expiry, PHARMACY_GLN))) {
      says(answer, InvalidValue.DATE, "expiry date");
    }
  }

  @Test
  void aTimeThatLiesInTheFuture() {
    says(patch(MAKER, "BAD-1", "\"time\":\"2099-01-01T00:00:00Z\""), InvalidValue.FUTURE, "future");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30T00:00:00Z", "yesterday"})
  void aTimeThatIsNone(String time) {
    Answers.assertInvalid(
        patch(MAKER, "BAD-1", "\"time\":\"" + time + "\""),
        ErrorCode.BAD_REQUEST,
        InvalidValue.DATE);
  }

  private static Answer patch(String who, String serial, String more) {
    return app.send(
        who,
        "PATCH",
        PACK + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"Locked\",%s}".formatted(UUID.randomUUID(), more));
  }

  @Test
  void batchAndSerialNumberInEachOthersPlaceAreAHintAndNoAlert() {
    commissioned("MIX-1", "MIX-LOT");
    Answer answer = app.get(PHARMACY, PACK + "MIX-LOT?batch=MIX-1&expiry=310131");
    assertThat(answer.body().path("verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(answer.body().path("alerts")).isEmpty();
    JsonNode hint = answer.body().path("hint");
    assertThat(hint.path("message").asText()).contains("mixed up");
    assertThat(hint.path("offer").path("faults").findValuesAsText("fault"))
        .containsExactly("SWAPPED_FIELDS");
    assertThat(hint.path("offer").path("reading").path("serial").asText()).isEqualTo("MIX-1");
    // Dispensing, too.
    Answer refused = patch(MAKER, "MIX-LOT", "\"batch\":\"MIX-1\"");
    Answers.assertProblem(refused, ErrorCode.CHANGE_REFUSED);
    assertThat(refused.body().path("reason").asText()).isEqualTo("unit-unknown");
    assertThat(cases("MIX-LOT")).isEmpty();
    assertThat(
            verify(GTIN, "MIX-1", "MIX-LOT", "310131", PHARMACY_GLN)
                .body()
                .path("data")
                .path("verificationFailureReason")
                .asText())
        .isEqualTo("No_match_GTIN_Serial");
  }

  /** Only a pack that is on record just so explains it. */
  @Test
  void whatOnlyLooksMixedUpIsStillAnAlert() {
    commissioned("MIX-2", "MIX-OTHER");
    JsonNode verdict = app.get(PHARMACY, PACK + "MIX-NONE?batch=MIX-2&expiry=310131").body();
    assertThat(verdict.has("hint")).isFalse();
    assertThat(verdict.path("alerts").findValuesAsText("code")).containsExactly("#A2");
    assertThat(cases("MIX-NONE")).containsExactly("#A2");
  }

  private static List<String> cases(String serial) {
    return app.get(REGULATOR, "/api/v1/alerts?serial=" + serial).body().findValuesAsText("code");
  }

  @Test
  void whatBelongsIntoAnotherFieldIsRefusedAsThat() {
    String barcode = "01" + GTIN + "17310131" + "10B1";
    String sscc = "095211010000000054";
    for (Answer answer :
        List.of(
            app.get(PHARMACY, PACK + barcode),
            app.get(PHARMACY, PACK + "BAD-1?batch=" + barcode),
            app.get(PHARMACY, PACKS + barcode + "/BAD-1"),
            app.get(PHARMACY, PACKS + sscc + "/BAD-1"),
            app.get(PHARMACY, PACKS + MAKER_GLN + "/BAD-1"),
            patch(MAKER, "BAD-1", "\"batch\":\"" + barcode + "\""),
            patch(MAKER, "BAD-1", "\"place\":\"" + GTIN + "\""),
            verify(GTIN, "B1", barcode, "310131", PHARMACY_GLN),
            verify(GTIN, "B1", "BAD-1", "310131", GTIN),
            app.get(null, "/00/" + GTIN))) {
      Answers.assertInvalid(answer, ErrorCode.INVALID_VALUE, InvalidValue.MIXED_UP);
    }
    // A Digital Link has its fields in one order.
    Answers.assertProblem(app.get(null, "/01/" + GTIN + "/21/BAD-1/10/B1"), ErrorCode.NOT_FOUND);
  }

  @Test
  void aTextThatIsNoBarcodeIsExplained() {
    Answer parsed =
        app.post(
            PHARMACY,
            "/api/v1/scans/parse",
            "application/json",
            "{\"data\":\"(01)0952110100002\"}");
    Answers.assertProblem(parsed, ErrorCode.INVALID_VALUE);
    Answer diagnosed =
        app.post(
            PHARMACY,
            "/api/v1/scans/diagnose",
            "application/json",
            "{\"data\":\"]D201%s17310131\"}".formatted(GTIN));
    assertThat(diagnosed.status()).isEqualTo(200);
    assertThat(diagnosed.body().path("findings").size()).as("%s", diagnosed.body()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012345678901, batch=B1, TOO_LONG",
    "BAD-1, batch=123456789012345678901, TOO_LONG",
    "BAD-1, expiry=3101311, TOO_LONG",
    "a%5Eb, batch=B1, CHARACTER", // not of character set 82
    "BAD-1, batch=a%5Eb, CHARACTER",
  })
  void overLongValuesAndForbiddenCharacters(String serial, String query, InvalidValue kind) {
    String lot = query.startsWith("batch=") ? query.substring(6) : "B1";
    String exp = query.startsWith("expiry=") ? query.substring(7) : "310131";
    for (Answer answer :
        List.of(
            app.get(PHARMACY, PACK + serial + "?" + query),
            verify(GTIN, lot, serial, exp, PHARMACY_GLN))) {
      Answers.assertInvalid(answer, ErrorCode.INVALID_VALUE, kind);
    }
    if (exp.equals("310131")) {
      Answers.assertInvalid(
          app.get(null, "/01/" + GTIN + "/10/" + lot + "/21/" + serial),
          ErrorCode.INVALID_VALUE,
          kind);
    }
  }

  @Test
  void overLongTexts() {
    Answers.assertInvalid(
        app.post(
            PHARMACY,
            "/api/v1/scans/parse",
            "application/json",
            "{\"data\":\"" + "1".repeat(1025) + "\"}"),
        ErrorCode.BAD_REQUEST,
        InvalidValue.TOO_LONG);
    Answers.assertInvalid(
        app.put(
            MAKER,
            "/api/v1/products/" + GTIN,
            "{\"manufacturer\":\"%s\",\"level\":\"PACK\",\"name\":\"%s\"}"
                .formatted(MAKER_GLN, "n".repeat(201))),
        ErrorCode.BAD_REQUEST,
        InvalidValue.TOO_LONG);
    Answers.assertInvalid(
        app.send(
            MAKER,
            "PATCH",
            PACK + "BAD-1",
            "application/json",
            "{\"transactionId\":\"%s\",\"state\":\"Locked\"}".formatted("t".repeat(101))),
        ErrorCode.BAD_REQUEST,
        InvalidValue.TOO_LONG);
    // What a database keeps in no text.
    Answers.assertProblem(
        app.send(
            MAKER,
            "PATCH",
            PACK + "BAD-1",
            "application/json",
            "{\"transactionId\":\"t\\u0000\",\"state\":\"Locked\"}"),
        ErrorCode.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XX", "de", "ZZ", "EU"})
  void anUnknownMarket(String country) {
    says(
        app.put(
            MAKER,
            "/api/v1/products/" + GTIN,
            "{\"manufacturer\":\"%s\",\"level\":\"PACK\",\"name\":\"T\",\"markets\":[{\"country\":\"%s\"}]}"
                .formatted(MAKER_GLN, country)),
        InvalidValue.MARKET,
        country);
    says(
        app.post(
            MAKER,
            "/api/v1/recalls",
            "application/json",
            "{\"gtin\":\"%s\",\"country\":\"%s\",\"reason\":\"x\"}".formatted(GTIN, country)),
        InvalidValue.MARKET,
        country);
  }

  @Test
  void anExpiredTokenOneOfAnotherIssuerAndOneThatIsNone() {
    long now = Instant.now().getEpochSecond();
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of("iss", "pharmatrace", "exp", now - 3600),
            Map.of("iss", "somebody", "exp", now + 3600))) {
      for (String path :
          List.of(
              PACK + "BAD-1",
              VERIFY.formatted(GTIN, "B1", "BAD-1", "310131", PHARMACY_GLN),
              "/api/v1/products/" + GTIN + "/links")) {
        Answers.assertProblem(
            app.send(app.request(token(claims), path).build()), ErrorCode.UNAUTHENTICATED);
      }
    }
    Answers.assertProblem(
        app.send(app.request("no.token.atall", PACK + "BAD-1").build()), ErrorCode.UNAUTHENTICATED);
    assertThat(
            app.send(
                    app.request(
                            token(Map.of("iss", "pharmatrace", "exp", now + 3600)), PACK + "BAD-1")
                        .build())
                .status())
        .isEqualTo(200);
  }

  private static String token(Map<String, Object> claims) {
    Map<String, Object> all = new java.util.HashMap<>(claims);
    all.put("sub", "inspector");
    all.put("roles", List.of("regulator"));
    all.put("organisation", UUID.randomUUID().toString());
    return app.bean(TokenGenerator.class).generateToken(all).orElseThrow();
  }

  @Test
  void somebodyElsesPack() {
    Answer answer = patch(OUTSIDER, "BAD-1", "\"batch\":\"B1\"");
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo("unit-unknown");
    assertThat(answer.body().path("action").asText()).startsWith("Ask who sent it");
    JsonNode seen = verdict(OUTSIDER, "BAD-1");
    assertThat(seen.path("verdict").asText()).isEqualTo("NOT_IN_CUSTODY");
    // Nothing from which a label could be printed, nor whose commitment the last event is in.
    assertThat(seen.path("batch").fieldNames()).toIterable().containsExactly("state");
    assertThat(seen.path("anchoring").fieldNames()).toIterable().containsExactly("status");
    JsonNode named = app.get(OUTSIDER, PACK + "BAD-1?batch=B1&expiry=310130").body();
    assertThat(named.path("batch").path("lot").asText()).isEqualTo("B1");
    assertThat(named.path("batch").has("expiry")).isFalse();
    Answer restocked = returned(WHOLESALER, GTIN, "310131");
    Answers.assertProblem(restocked, ErrorCode.CHANGE_REFUSED);
    // DSCSA: partners ask about each other's packs, but in their own name.
    Answers.assertProblem(verify(GTIN, "B1", "BAD-1", "310131", MAKER_GLN), ErrorCode.FORBIDDEN);
    // A Digital Link leads everybody to the same place.
    assertThat(app.get(null, "/01/" + GTIN + "/21/BAD-1").status()).isEqualTo(307);
    assertThat(verdict(MAKER, "BAD-1").path("verdict").asText()).isEqualTo("OK");
  }

  @Test
  void anUnknownProductBatchOrSerialNumberIsAnAnswerWithItsAlert() {
    assertThat(alerts(PACKS + "09521101000924/S1")).containsExactly("#A1");
    assertThat(alerts(PACK + "NEVER?batch=NOBATCH")).containsExactly("#A2");
    assertThat(alerts(PACK + "NEVER")).containsExactly("#A3");
    assertThat(alerts(PACK + "BAD-1?batch=NOBATCH")).containsExactly("#A2");
    // By now it was seen here, where nobody sent it.
    assertThat(alerts(PACK + "BAD-1?expiry=310130")).containsExactly("#A52", "custody-mismatch");
  }

  private static List<String> alerts(String path) {
    return app.get(PHARMACY, path).body().path("alerts").findValuesAsText("code");
  }
}
