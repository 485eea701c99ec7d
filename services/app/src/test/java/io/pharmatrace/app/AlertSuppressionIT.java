package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What raises no alert: false alarms wear investigators out (docs/alerts.md). */
class AlertSuppressionIT extends AlertTest {
  private static void refusedInSilence(Answer answer, String serial, String reason) {
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
    assertThat(alerts(REGULATOR, serial)).isEmpty();
    // The counter is told what it would be one of.
    switch (reason) {
      case "state-just-set" -> alerted(answer, "#A7", false);
      case "unit-unknown" -> alerted(answer, "#A3", false);
      default -> assertThat(answer.body().has("alert")).isFalse();
    }
  }

  @Test
  void dispensingAnExpiredPackIsRefusedInSilence() {
    pack("EXPIRED", yesterday, "OLD", "2020-01-31");
    refusedInSilence(
        change(MAKER, "EXPIRED", "Supplied", yesterday.plusHours(1), MAKER_GLN),
        "EXPIRED",
        "batch-expired");
  }

  @Test
  void dispensingARecalledPackIsRefusedInSilence() {
    pack("RECALLED", yesterday.minusDays(1), "REC", "2031-12-31");
    Answer recall =
        app.post(
            MAKER,
            "/api/v1/recalls",
            "application/json",
            "{\"gtin\":\"%s\",\"batch\":\"REC\",\"reason\":\"glass\"}".formatted(GTIN));
    assertThat(recall.status()).isEqualTo(201);
    refusedInSilence(
        change(MAKER, "RECALLED", "Supplied", OffsetDateTime.now(ZoneOffset.UTC), MAKER_GLN),
        "RECALLED",
        "batch-recalled");
  }

  @Test
  void undoingOnAnActivePackIsRefusedInSilence() {
    pack("ACTIVE");
    refusedInSilence(
        change(MAKER, "ACTIVE", "Active", yesterday, MAKER_GLN), "ACTIVE", "undo-nothing");
  }

  @Test
  void aRepeatAtTheSamePlaceWithinTenMinutesIsAWarningOnly() {
    supplied("REPEAT");
    refusedInSilence(
        change(MAKER, "REPEAT", "Supplied", yesterday.plusMinutes(10), MAKER_GLN),
        "REPEAT",
        "state-just-set");
  }

  @Test
  void aRepeatOfSomebodyWithoutASiteIsAWarningOnly() {
    pack("NO-SITE");
    String request = "{\"transactionId\":\"%s\",\"state\":\"Supplied\",\"time\":\"%s\"}";
    String path = "/api/v1/packs/" + GTIN + "/NO-SITE";
    done(
        app.send(
            MAKER, "PATCH", path, "application/json", request.formatted("no-site-1", yesterday)));
    refusedInSilence(
        app.send(
            MAKER,
            "PATCH",
            path,
            "application/json",
            request.formatted("no-site-2", yesterday.plusSeconds(2))),
        "NO-SITE",
        "state-just-set");
  }

  private static Answer undone(String serial, String place) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"Active\",\"time\":\"%s\"%s}"
            .formatted(UUID.randomUUID(), yesterday.plusHours(1), place));
  }

  @Test
  void anUndoWithoutAPlaceIsToldToNameItAndRaisesNothing() {
    supplied("UNDO-NOWHERE");
    Answer answer = undone("UNDO-NOWHERE", "");
    refusedInSilence(answer, "UNDO-NOWHERE", "undo-place-unknown");
    assertThat(answer.body().path("detail").asText()).contains("names the place, by its GLN");
    done(undone("UNDO-NOWHERE", ",\"place\":\"" + MAKER_GLN + "\""));
  }

  @Test
  void anUndoOfWhatWasDoneAtNoKnownPlaceRaisesNothing() {
    pack("DONE-NOWHERE");
    done(
        app.send(
            MAKER,
            "PATCH",
            "/api/v1/packs/" + GTIN + "/DONE-NOWHERE",
            "application/json",
            "{\"transactionId\":\"nowhere\",\"state\":\"Supplied\",\"time\":\"%s\"}"
                .formatted(yesterday)));
    for (String place : List.of("", ",\"place\":\"" + MAKER_GLN + "\"")) {
      Answer answer = undone("DONE-NOWHERE", place);
      refusedInSilence(answer, "DONE-NOWHERE", "undo-place-unknown");
      assertThat(answer.body().path("detail").asText()).contains("in error instead");
    }
  }

  @Test
  void aRefusedEventThatIsHandedInAgainRaisesNothingMore() {
    supplied("POSTED-AGAIN");
    String event =
        event("dispensing", uri("POSTED-AGAIN"), OUTSIDER_GLN, yesterday.plusHours(1), "");
    capture(OUTSIDER, event, 400);
    capture(OUTSIDER, event, 400);
    assertThat(alert(OUTSIDER, "POSTED-AGAIN").path("times").asInt()).isEqualTo(1);
    capture(
        OUTSIDER,
        event("dispensing", uri("POSTED-AGAIN"), OUTSIDER_GLN, yesterday.plusHours(2), ""),
        400);
    assertThat(alert(OUTSIDER, "POSTED-AGAIN").path("times").asInt()).isEqualTo(2);
  }

  @Test
  void aRefusedAnswerToAnOfferThatIsSentAgainRaisesNothingMore() {
    pack("ON-PALLET");
    String pallet = "https://id.gs1.org/00/095211010000008876";
    capture(
        MAKER,
        EpcisEvents.aggregation(
            MAKER, "ADD", yesterday.toString(), pallet, List.of(uri("ON-PALLET"))),
        201);
    String to =
        ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]"
            .formatted(OUTSIDER_GLN);
    capture(MAKER, event("shipping", pallet, MAKER_GLN, yesterday.plusHours(1), to), 201);
    long offer = HandoverTest.latestOffer(MAKER, "OUT");
    for (int i = 0; i < 3; i++) {
      withdrawn(offer, "taken-back");
    }
    assertThat(codes(MAKER, "ON-PALLET")).containsExactly("aggregation-contradiction");
    assertThat(alert(MAKER, "ON-PALLET").path("times").asInt()).isEqualTo(1);
    withdrawn(offer, "taken-back-2");
    assertThat(alert(MAKER, "ON-PALLET").path("times").asInt()).isEqualTo(2);
  }

  /** What is on the pallet cannot be taken back by itself. Without a time, it is now each time. */
  private static void withdrawn(long offer, String transactionId) {
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/offers/" + offer + "/withdrawal",
                    "application/json",
                    "{\"transactionId\":\"%s\",\"units\":[\"%s\"]}"
                        .formatted(transactionId, uri("ON-PALLET")))
                .status())
        .isEqualTo(409);
  }

  @Test
  void whatIsToldLateOfAPackThatOneHadThenIsNoCustodyMismatch() {
    shipped("HAD-IT", yesterday);
    capture(
        OUTSIDER, event("receiving", uri("HAD-IT"), OUTSIDER_GLN, yesterday.plusHours(1), ""), 201);
    String wrong =
        ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]"
            .formatted(WHOLESALER_GLN);
    String shipping =
        event("shipping", uri("HAD-IT"), MAKER_GLN, yesterday.minusSeconds(20), wrong);
    capture(MAKER, shipping, 400);
    assertThat(alerts(REGULATOR, "HAD-IT")).isEmpty();
    capture(MAKER, event("shipping", uri("HAD-IT"), MAKER_GLN, yesterday.plusHours(2), wrong), 400);
    assertThat(codes(REGULATOR, "HAD-IT"))
        .as("when somebody else had it")
        .containsExactly("custody-mismatch");
  }

  @Test
  void whatFollowsFromADocumentOfWhichNothingIsStoredRaisesNothing() {
    pack("UNDONE-TWICE");
    pack("UNDONE-ONCE");
    JsonNode job =
        Captures.job(
            app,
            MAKER,
            "application/json",
            Captures.document(
                event("dispensing", uri("UNDONE-TWICE"), MAKER_GLN, yesterday, ""),
                event("dispensing", uri("UNDONE-TWICE"), MAKER_GLN, yesterday.plusHours(1), ""),
                event("dispensing", uri("UNDONE-ONCE"), OUTSIDER_GLN, yesterday, "")),
            "rollback");
    assertThat(job.path("success").asBoolean(true)).isFalse();
    assertThat(verify(MAKER, "UNDONE-TWICE", "").body().path("verdict").asText()).isEqualTo("OK");
    assertThat(alerts(REGULATOR, "UNDONE-TWICE")).isEmpty();
  }

  @Test
  void aVerificationThatAFaultOfTheScannerExplainsIsAHintOnly() {
    pack("S11", yesterday, "H1", "2028-03-31");
    // The separator before the batch was lost, so the serial number holds it.
    assertThat(verify(OUTSIDER, "S1110H1", "?expiry=280331").body().hasNonNull("hint")).isTrue();
    assertThat(alerts(REGULATOR, "S1110H1")).isEmpty();
  }

  @Test
  void aLabelThatSwappedYAndZExplainIsAHintOnlyAtEveryDoor() {
    pack("QyZ1", yesterday, "HZ", "2028-03-31");
    assertThat(verify(MAKER, "QzY1", "?batch=HY&expiry=280331").body().hasNonNull("hint")).isTrue();
    change(
        MAKER,
        "QzY1",
        "swapped-1",
        "Supplied",
        yesterday.plusHours(1),
        MAKER_GLN,
        ",\"batch\":\"HY\",\"expiry\":\"280331\"");
    capture(MAKER, event("inspecting", uri("QzY1"), MAKER_GLN, yesterday.plusHours(1), ""), 400);
    assertThat(alerts(REGULATOR, "QzY1")).isEmpty();
  }

  @Test
  void aMismatchThatCapsLockExplainsIsAHintOnly() {
    pack("aYb", yesterday, "h2", "2028-03-31");
    assertThat(verify(MAKER, "AyB", "?batch=H2&expiry=280331").body().hasNonNull("hint")).isTrue();
    assertThat(alerts(REGULATOR, "AyB")).isEmpty();
  }

  @Test
  void aMismatchOfTheBatchThatCapsLockExplainsIsAHintOnly() {
    pack("123", yesterday, "KL", "2028-03-31");
    Answer answer = verify(MAKER, "123", "?batch=kl&expiry=280331");
    assertThat(answer.body().path("verdict").asText()).isEqualTo("MISMATCH");
    assertThat(answer.body().hasNonNull("hint")).isTrue();
    assertThat(answer.body().path("alerts")).as("what the counter is told").isEmpty();
    assertThat(alerts(REGULATOR, "123")).isEmpty();
  }

  @Test
  void aChangeThatAFaultOfTheScannerExplainsRaisesNothing() {
    pack("S12", yesterday, "H1", "2028-03-31");
    refusedInSilence(
        change(
            MAKER,
            "S1210H1",
            "spoilt-1",
            "Supplied",
            yesterday.plusHours(1),
            MAKER_GLN,
            ",\"expiry\":\"280331\""),
        "S1210H1",
        "unit-unknown");
  }

  @Test
  void theManufacturerAtADeskAndRegulatorsAreNowhereInPerson() {
    shipped("DESK", yesterday);
    capture(
        OUTSIDER, event("receiving", uri("DESK"), OUTSIDER_GLN, yesterday.plusHours(5), ""), 201);
    verify(MAKER, "DESK", "");
    verify(REGULATOR, "DESK", "");
    assertThat(alerts(REGULATOR, "DESK")).isEmpty();
  }

  @Test
  void whoIsToReceiveAPackMayScanItBefore() {
    shipped("COMING", yesterday);
    verify(OUTSIDER, "COMING", "");
    assertThat(alerts(REGULATOR, "COMING")).isEmpty();
  }

  /** The pharmacy that has it rings up. A device does not answer the telephone. */
  @Test
  void whoLooksUpAtADeskWhatHisOrganisationHadRaisesNothingAndADeviceDoes() {
    pack("SOLD-ON");
    String to =
        ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]";
    capture(
        MAKER,
        event("shipping", uri("SOLD-ON"), MAKER_GLN, yesterday, to.formatted(WHOLESALER_GLN)),
        201);
    accepted(WHOLESALER, WHOLESALER_GLN);
    capture(
        WHOLESALER,
        event(
            "shipping",
            uri("SOLD-ON"),
            WHOLESALER_GLN,
            OffsetDateTime.now(ZoneOffset.ofHours(1)),
            to.formatted(OUTSIDER_GLN)),
        201);
    accepted(OUTSIDER, OUTSIDER_GLN);
    assertThat(verify(WHOLESALER, "SOLD-ON", "").body().path("verdict").asText())
        .isEqualTo("NOT_IN_CUSTODY");
    assertThat(codes(REGULATOR, "SOLD-ON")).isEmpty();
    String key =
        app.post("admin", "/api/v1/readers/wholesaler-reader/keys", "application/json", "{}")
            .body()
            .get("key")
            .asText();
    Map<String, String> device = Map.of("X-Api-Key", key);
    // A router asks for others, and has no pack before it.
    Answer routed =
        app.send(
            null,
            "GET",
            "/verify/gtin/%s/lot/A1/ser/SOLD-ON?exp=311231&reqGLN=%s&corrUUID=%s"
                .formatted(GTIN, WHOLESALER_GLN, UUID.randomUUID()),
            null,
            null,
            device);
    assertThat(routed.body().path("data").path("verified").asBoolean()).isTrue();
    assertThat(codes(REGULATOR, "SOLD-ON")).isEmpty();
    app.send(null, "GET", "/api/v1/packs/" + GTIN + "/SOLD-ON", null, null, device);
    assertThat(codes(REGULATOR, "SOLD-ON")).containsExactly("custody-mismatch");
  }

  private static void accepted(String who, String gln) {
    assertThat(
            app.post(
                    who,
                    "/api/v1/offers/" + HandoverTest.latestOffer(who, "IN") + "/acceptance",
                    "application/json",
                    "{\"transactionId\":\"desk\",\"accept\":\"ALL\",\"place\":\"%s\"}"
                        .formatted(gln))
                .status())
        .isEqualTo(200);
  }
}
