package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What raises an alert: each code, each from some of the doors (docs/alerts.md). */
class AlertIT extends AlertTest {
  private static void assertRaised(String serial, String code) {
    assertThat(codes(OUTSIDER, serial)).as("where it was noticed").containsExactly(code);
    assertThat(codes(REGULATOR, serial)).containsExactly(code);
    assertThat(codes(WHOLESALER, serial)).as("whom it does not concern").isEmpty();
  }

  /** Of a pack with which who noticed it never had to do; ScopingAlertsIT says what it is told. */
  private static void assertRaisedByAStranger(String serial, String code) {
    assertThat(codes(OUTSIDER, serial)).as("where it was noticed").containsExactly("#A3");
    assertThat(codes(MAKER, serial)).as("who holds it").containsExactly(code);
    assertThat(codes(REGULATOR, serial)).containsExactlyInAnyOrder("#A3", code);
    assertThat(codes(WHOLESALER, serial)).as("whom it does not concern").isEmpty();
  }

  @Test
  void anUnknownProductCodeIsA1() {
    assertThat(app.get(OUTSIDER, "/api/v1/packs/09521101009996/NO-PRODUCT").status())
        .isEqualTo(200);
    assertRaised("NO-PRODUCT", "#A1");
    assertThat(alerts(MAKER, "NO-PRODUCT"))
        .as("of an unknown product nobody is the maker")
        .isEmpty();
  }

  @Test
  void anUnknownBatchIsA2() {
    verify(OUTSIDER, "NO-BATCH", "?batch=NEVER-MADE");
    assertRaised("NO-BATCH", "#A2");
  }

  @Test
  void anUnknownSerialNumberIsA3AndTheManufacturerIsTold() {
    verify(OUTSIDER, "NO-SERIAL", "?expiry=311231");
    assertRaised("NO-SERIAL", "#A3");
    JsonNode told = alert(MAKER, "NO-SERIAL");
    assertThat(told.path("gtin").asText()).isEqualTo(GTIN);
    assertThat(told.path("expiry").asText()).isEqualTo("2031-12-31");
    assertThat(told.path("noticed").path("role").asText()).isEqualTo("pharmacist");
    assertThat(told.toString()).as("which pharmacy it was").doesNotContain(OUTSIDER_GLN);
  }

  @Test
  void anExpiryDateThatDiffersIsA52() {
    pack("WRONG-DATE");
    verify(MAKER, "WRONG-DATE", "?expiry=301231");
    assertThat(codes(MAKER, "WRONG-DATE")).containsExactly("#A52");
  }

  @Test
  void aBatchThatDiffersIsA68() {
    pack("OTHER-BATCH", yesterday, "B2", "2031-12-31");
    pack("WRONG-BATCH");
    verify(MAKER, "WRONG-BATCH", "?batch=B2");
    assertThat(codes(MAKER, "WRONG-BATCH")).containsExactly("#A68");
  }

  @Test
  void aChangeWithALabelThatDiffersRaisesTheSameAsTheVerification() {
    pack("CHANGE-LABEL");
    String label = ",\"batch\":\"NEVER-MADE\"";
    Answer answer =
        change(MAKER, "CHANGE-LABEL", "label-1", "Supplied", yesterday, MAKER_GLN, label);
    assertThat(answer.body().path("reason").asText()).isEqualTo("batch-differs");
    alerted(answer, "#A2", true);
    assertThat(codes(MAKER, "CHANGE-LABEL")).containsExactly("#A2");
  }

  @Test
  void theSameStateAgainIsA7() {
    supplied("TWICE");
    Answer again = change(MAKER, "TWICE", "Supplied", yesterday.plusMinutes(11), MAKER_GLN);
    assertThat(again.body().path("reason").asText()).isEqualTo("state-already-set");
    alerted(again, "#A7", true);
    assertThat(codes(MAKER, "TWICE")).containsExactly("#A7");
  }

  @Test
  void aChangeThatIsNotPossibleIsA24() {
    supplied("IMPOSSIBLE");
    alerted(
        change(MAKER, "IMPOSSIBLE", "Exported", yesterday.plusHours(1), MAKER_GLN), "#A24", true);
    assertThat(codes(MAKER, "IMPOSSIBLE")).containsExactly("#A24");
  }

  @Test
  void undoingAtAnotherPlaceIsA24() {
    supplied("UNDO-ELSEWHERE");
    put("/api/v1/organisations/" + MAKER_GLN + "/sites/9521101000115", "{\"name\":\"other\"}");
    change(MAKER, "UNDO-ELSEWHERE", "Active", yesterday.plusHours(1), "9521101000115");
    assertThat(codes(MAKER, "UNDO-ELSEWHERE")).containsExactly("#A24");
  }

  /** Each cause of #A24 besides another state and another place. */
  @ParameterizedTest
  @CsvSource({
    "Supplied, '',         20, undo-too-late",
    "Supplied, Exported,   1,  undo-other-state",
    "Stolen,   '',         1,  state-final",
    "Destroyed, Destroyed, 1,  state-final",
  })
  void anUndoThatIsNotPossibleIsA24(String state, String undone, int daysAgo, String reason) {
    String serial = "U-" + state + daysAgo;
    pack(serial, yesterday.minusDays(30), "A30", "2031-12-31");
    done(change(MAKER, serial, state, yesterday.minusDays(daysAgo), MAKER_GLN));
    Answer answer =
        change(
            MAKER,
            serial,
            "undo-" + serial,
            "Active",
            yesterday,
            MAKER_GLN,
            undone.isEmpty() ? "" : ",\"undone\":\"" + undone + "\"");
    assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
    alerted(answer, "#A24", true);
    assertThat(codes(MAKER, serial)).containsExactly("#A24");
    assertThat(codes(REGULATOR, serial)).containsExactly("#A24");
  }

  @Test
  void aBulkChangeRaisesWhatASingleOneDoes() {
    supplied("BULK-AGAIN");
    supplied("BULK-OTHER");
    Answer answer =
        app.post(
            MAKER,
            "/api/v1/packs/changes?transactionId=bulk-a7&place=" + MAKER_GLN,
            "text/csv",
            "gtin,serial,state\n%1$s,BULK-AGAIN,Supplied\n%1$s,BULK-OTHER,Exported\n%1$s,BULK-NONE,Supplied\n"
                .formatted(GTIN));
    BulkJobs.finished(app, answer);
    assertThat(codes(MAKER, "BULK-AGAIN")).containsExactly("#A7");
    assertThat(codes(MAKER, "BULK-OTHER")).containsExactly("#A24");
    assertThat(codes(MAKER, "BULK-NONE")).containsExactly("#A3");
  }

  @Test
  void whatIsInAnotherUnitAndHandledByItselfIsAnAggregationContradiction() {
    pack("INSIDE");
    String pallet = "https://id.gs1.org/00/095211010000007770";
    capture(
        MAKER,
        EpcisEvents.aggregation(MAKER, "ADD", yesterday.toString(), pallet, List.of(uri("INSIDE"))),
        201);
    String to =
        ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]"
            .formatted(OUTSIDER_GLN);
    capture(MAKER, event("shipping", uri("INSIDE"), MAKER_GLN, yesterday.plusHours(1), to), 400);
    assertThat(codes(MAKER, "INSIDE")).containsExactly("aggregation-contradiction");
  }

  @Test
  void aVerificationOutsideTheKnownCustodyIsACustodyMismatch() {
    pack("STRAY");
    assertThat(verify(OUTSIDER, "STRAY", "").body().path("verdict").asText())
        .isEqualTo("NOT_IN_CUSTODY");
    assertRaised("STRAY", "custody-mismatch");
    assertThat(codes(MAKER, "STRAY")).as("who holds it").containsExactly("custody-mismatch");
  }

  @Test
  void aChangeOutsideTheKnownCustodyIsACustodyMismatch() {
    pack("STRAY-CHANGE");
    change(OUTSIDER, "STRAY-CHANGE", "Supplied", yesterday, OUTSIDER_GLN);
    assertRaisedByAStranger("STRAY-CHANGE", "custody-mismatch");
  }

  @Test
  void aChangeOfAnUnknownPackIsA3() {
    change(OUTSIDER, "NO-SUCH", "Supplied", yesterday, OUTSIDER_GLN);
    assertRaised("NO-SUCH", "#A3");
  }

  @Test
  void anEventThatIsRefusedRaisesIt() {
    supplied("EVENT");
    capture(
        OUTSIDER, event("dispensing", uri("EVENT"), OUTSIDER_GLN, yesterday.plusHours(1), ""), 400);
    assertRaisedByAStranger("EVENT", "#A7");
  }

  @Test
  void aDocumentOfWhichNothingIsStoredRaisesItAllTheSame() {
    pack("DOCUMENT");
    JsonNode job =
        Captures.job(
            app,
            OUTSIDER,
            "application/json",
            Captures.document(
                event("inspecting", uri("DOCUMENT"), OUTSIDER_GLN, yesterday, ""),
                event("dispensing", uri("DOCUMENT"), OUTSIDER_GLN, yesterday, "")),
            "rollback");
    assertThat(job.path("success").asBoolean(true)).isFalse();
    assertRaisedByAStranger("DOCUMENT", "custody-mismatch");
  }

  @Test
  void theSameAgainCountsUpWhileItsCaseIsOpenAndIsNewWhenItIsClosed() {
    pack("AGAIN");
    verify(OUTSIDER, "AGAIN", "");
    verify(OUTSIDER, "AGAIN", "");
    JsonNode first = alert(OUTSIDER, "AGAIN");
    assertThat(first.path("times").asInt()).isEqualTo(2);
    done(
        app.put(
            MAKER,
            "/api/v1/alerts/" + first.path("id").asText() + "/state",
            "{\"state\":\"closed\",\"cause\":\"handling-error\",\"version\":1}"));
    verify(OUTSIDER, "AGAIN", "");
    assertThat(alerts(OUTSIDER, "AGAIN"))
        .extracting(alert -> alert.path("state").asText(), alert -> alert.path("times").asInt())
        .containsExactly(tuple("open", 1), tuple("closed", 2));
  }

  @Test
  void aRetryRaisesNothingTwice() {
    supplied("RETRY");
    String id = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      alerted(
          change(MAKER, "RETRY", id, "Supplied", yesterday.plusHours(1), MAKER_GLN, ""),
          "#A7",
          true);
    }
    assertThat(alert(MAKER, "RETRY").path("times").asInt()).isEqualTo(1);
  }

  @Test
  void anAlertTellsWhoMayNotKnowThePackNoMoreThanTheVerdictDoes() {
    pack("SECRET");
    verify(OUTSIDER, "SECRET", "");
    JsonNode seen = alert(OUTSIDER, "SECRET");
    JsonNode whole = app.get(OUTSIDER, "/api/v1/alerts/" + seen.path("id").asText()).body();
    assertThat(whole.toString()).doesNotContain(MAKER_GLN).doesNotContain("User of maker");
    assertThat(whole.path("elsewhere")).isEmpty();
  }

  @Test
  void theVerdictListsTheOpenAlertsOfCustodyAndStaysGreen() {
    pack("LISTED");
    verify(OUTSIDER, "LISTED", "");
    JsonNode verdict = verify(MAKER, "LISTED", "").body();
    assertThat(verdict.path("alerts").findValuesAsText("code")).containsExactly("custody-mismatch");
    assertThat(verdict.path("level").asText()).as("no stranger takes it off sale").isEqualTo("OK");
  }

  @Test
  void theVerdictListsOpenAlertsOfCustodyOnlyToWhomTheyConcern() {
    pack("PRIVATE");
    verify(OUTSIDER, "PRIVATE", "");
    assertThat(verify(WHOLESALER, "PRIVATE", "").body().path("alerts")).isEmpty();
    for (String who : List.of(OUTSIDER, MAKER, REGULATOR)) {
      assertThat(verify(who, "PRIVATE", "").body().path("alerts").findValuesAsText("code"))
          .as(who)
          .containsExactly("custody-mismatch");
    }
  }
}
