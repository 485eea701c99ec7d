package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A typing error is no falsification, and a falsification no typing error (docs/adr/0024). */
class TypedEntryIT extends AlertTest {
  private static final String PACKS = "/api/v1/packs/" + GTIN + "/";
  private static final String READ_AGAIN = "Read the label again, or scan it.";

  private final Infrastructure infrastructure;

  TypedEntryIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  private static Answer sent(
      String who, String entry, String method, String path, @Nullable String json) {
    @Nullable String type = json == null ? null : "application/json";
    return app.send(who, method, path, type, json, Map.of("PharmaTrace-Entry", entry));
  }

  private static JsonNode verified(String who, String entry, String serial, String query) {
    Answer answer = sent(who, entry, "GET", PACKS + serial + query, null);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static Answer changed(String who, String entry, String serial, String id, String lot) {
    String json =
        "{\"transactionId\":\"%s\",\"state\":\"Supplied\",\"place\":\"%s\",\"batch\":\"%s\"}"
            .formatted(id, SupplyChain.gln(who), lot);
    return sent(who, entry, "PATCH", PACKS + serial, json);
  }

  private static void withheld(JsonNode verdict, String... codes) {
    assertThat(verdict.path("level").asText()).isEqualTo("STOP");
    assertThat(verdict.path("alerts").findValuesAsText("code")).containsExactlyInAnyOrder(codes);
    assertThat(verdict.path("alerts").findValuesAsText("raised")).containsOnly("false");
    assertThat(verdict.path("action").asText()).startsWith(READ_AGAIN);
  }

  private static void raised(JsonNode verdict) {
    assertThat(verdict.path("level").asText()).isEqualTo("STOP");
    assertThat(verdict.path("alerts").findValuesAsText("raised")).containsOnly("true");
    assertThat(verdict.path("action").asText()).doesNotContain(READ_AGAIN);
  }

  @Test
  void whatIsTypedOnceAlertsNobodyAndTypedAgainItIsRaisedAsTyped() {
    withheld(verified(PHARMACY, "typed", "MISTYPED", ""), "#A3");
    assertThat(alerts(REGULATOR, "MISTYPED")).isEmpty();
    raised(verified(PHARMACY, "typed", "MISTYPED", ""));
    assertThat(alert(PHARMACY, "MISTYPED").path("entry").asText()).isEqualTo("typed");
    Answer csv =
        app.send(
            PHARMACY,
            "GET",
            "/api/v1/alerts?serial=MISTYPED",
            null,
            null,
            Map.of("Accept", "text/csv"));
    assertThat(csv.raw().body()).contains(",typed,");
  }

  @Test
  void whatIsScannedAlertsAtOnceAndACaseOfWhatWasTypedBecomesOne() {
    raised(verified(PHARMACY, "scanned", "READ", ""));
    assertThat(alert(PHARMACY, "READ").path("entry").asText()).isEqualTo("scanned");

    withheld(verified(PHARMACY, "typed", "THEN-SCANNED", ""), "#A3");
    raised(verified(PHARMACY, "typed", "THEN-SCANNED", ""));
    raised(verify(PHARMACY, "THEN-SCANNED", "").body());
    assertThat(alert(PHARMACY, "THEN-SCANNED").path("entry").asText()).isEqualTo("scanned");
    assertThat(alert(PHARMACY, "THEN-SCANNED").path("times").asInt()).isEqualTo(2);
  }

  @Test
  void eachLabelAndEachOrganisationMistypesByItself() {
    pack("LABEL");
    String expiry = "?batch=A1&expiry=2031-12-30";
    withheld(verified(MAKER, "typed", "LABEL", expiry), "#A52");
    withheld(verified(MAKER, "typed", "LABEL", "?batch=B7&expiry=2030-12-31"), "#A2", "#A52");
    assertThat(verified(MAKER, "typed", "LABEL", "?batch=A1").path("verdict").asText())
        .isEqualTo("OK");
    assertThat(alerts(REGULATOR, "LABEL")).isEmpty();
    raised(verified(MAKER, "typed", "LABEL", expiry));
    assertThat(codes(REGULATOR, "LABEL")).containsExactly("#A52");

    withheld(verified(PHARMACY, "typed", "EACH", ""), "#A3");
    withheld(verified(WHOLESALER, "typed", "EACH", ""), "#A3");
    assertThat(alerts(REGULATOR, "EACH")).isEmpty();
  }

  @Test
  void aRestartForgetsNoTypingError() {
    withheld(verified(PHARMACY, "typed", "RESTARTED", ""), "#A3");
    String home = app.home().toString();
    app.close();
    app = RunningApplication.start(infrastructure, Map.of("pharmatrace.home", home));
    raised(verified(PHARMACY, "typed", "RESTARTED", ""));
  }

  @Test
  void aChangeOfWhatWasTypedIsRefusedAndAlertsWhenItIsTypedAgainAndNotWhenItIsSentAgain() {
    pack("CHANGED");
    String first = UUID.randomUUID().toString();
    for (int sent = 0; sent < 2; sent++) {
      Answer answer = changed(MAKER, "typed", "CHANGED", first, "B7");
      assertThat(answer.body().path("reason").asText()).isEqualTo("batch-differs");
      assertThat(answer.body().path("action").asText()).startsWith(READ_AGAIN);
      alerted(answer, "#A2", false);
      assertThat(alerts(REGULATOR, "CHANGED")).isEmpty();
    }
    alerted(changed(MAKER, "typed", "CHANGED", "typed-again", "B7"), "#A2", true);
    assertThat(alert(REGULATOR, "CHANGED").path("entry").asText()).isEqualTo("typed");
  }

  /** What the pack is in truth is told to its holder, as it would be of what was scanned. */
  @Test
  void aStrangerWhoTypesIsToldTheSameOfAPackAsOfNone() {
    pack("OTHERS-PACK");
    for (String serial : new String[] {"OTHERS-PACK", "NO-PACK"}) {
      for (String seen : new String[] {"", "#A3"}) {
        Answer answer = changed(OUTSIDER, "typed", serial, UUID.randomUUID().toString(), "A1");
        assertThat(answer.body().path("reason").asText()).isEqualTo("unit-unknown");
        alerted(answer, "#A3", !seen.isEmpty());
        assertThat(String.join("", codes(OUTSIDER, serial))).isEqualTo(seen);
      }
    }
    assertThat(codes(MAKER, "OTHERS-PACK")).contains("custody-mismatch");
  }

  @Test
  void whoMistypesMoreThanPeopleDoIsBelievedNoMore() {
    for (int i = 0; i < 100; i++) {
      withheld(verified(REGULATOR, "typed", "MANY-" + i, ""), "#A3");
    }
    raised(verified(REGULATOR, "typed", "MANY-100", ""));
    withheld(verified(PHARMACY, "typed", "MANY-100", ""), "#A3");
  }

  @Test
  void bulkChangesOfWhatWasTypedAlertWhenTheyAreTypedAgain() {
    for (int cases = 0; cases < 2; cases++) {
      Answer answer =
          app.send(
              MAKER,
              "POST",
              "/api/v1/packs/changes?state=Supplied&transactionId=bulk-typed-" + cases,
              "text/csv",
              "gtin,serial,place\n%s,BULK-TYPED,%s\n".formatted(GTIN, MAKER_GLN),
              Map.of("PharmaTrace-Entry", "typed"));
      assertThat(BulkJobs.finished(app, answer).path("refused").asInt()).isEqualTo(1);
      assertThat(alerts(REGULATOR, "BULK-TYPED")).hasSize(cases);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/packs/09521101000023/X,",
    "PATCH, /api/v1/packs/09521101000023/X, '{\"transactionId\":\"x\",\"state\":\"Supplied\"}'",
    "POST, /api/v1/packs/changes?transactionId=x&state=Supplied, '[]'",
    "POST, /api/v1/returns, '{\"transactionId\":\"x\",\"gtin\":\"09521101000023\",\"serial\":\"X\",\"batch\":\"A\",\"expiry\":\"310131\",\"returnedBy\":\"9521104000013\"}'",
  })
  void anotherWordThanScannedOrTypedIsRefused(String method, String path, @Nullable String json) {
    Answer answer = sent(MAKER, "guessed", method, path, json);
    Answers.assertProblem(answer, ErrorCode.INVALID_VALUE);
    assertThat(answer.body().path("detail").asText())
        .isEqualTo("The header PharmaTrace-Entry is scanned or typed.");
  }
}
