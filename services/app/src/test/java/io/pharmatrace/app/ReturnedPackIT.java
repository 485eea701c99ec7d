package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came back is not green before the check of a saleable return has passed. */
class ReturnedPackIT extends HandoverTest {
  private static final String ALL = "\"accept\":\"ALL\"";
  private static final String UNCHECKED = "return-unchecked";

  /** Sends units back to the maker, who takes them over. */
  private static void sentBack(String hour, String... units) {
    stored(WHOLESALER, shipping(hour, WHOLESALER_GLN, MAKER_GLN, quoted(units)));
    accepted(MAKER, latestOffer(MAKER, "IN"), ALL);
  }

  /** To the wholesaler and back. */
  private static void returned(String serial) {
    stored(MAKER, Captures.commissioning(serial));
    accepted(WHOLESALER, shipped(pack(serial)), ALL);
    assertThat(code(WHOLESALER, serial)).isEqualTo("OK");
    sentBack("13", pack(serial));
  }

  private static JsonNode check(String serial) {
    return check(serial, WHOLESALER_GLN);
  }

  private static JsonNode check(String serial, String returnedBy) {
    return check(MAKER, serial, returnedBy);
  }

  private static JsonNode check(String who, String serial, String returnedBy) {
    return done(
        app.post(
            who,
            "/api/v1/returns",
            "application/json",
            "{\"transactionId\":\"%s\",\"gtin\":\"%s\",\"serial\":\"%s\",\"batch\":\"M\",\"expiry\":\"311231\",\"returnedBy\":\"%s\"}"
                .formatted(UUID.randomUUID(), GTIN, serial, returnedBy)));
  }

  private static Answer change(String serial, String state, String more) {
    return change(MAKER, serial, state, more);
  }

  private static Answer change(String who, String serial, String state, String more) {
    return app.send(
        who,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"%s\"%s}".formatted(UUID.randomUUID(), state, more));
  }

  private static void refusedUnchecked(Answer answer) {
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo(UNCHECKED);
  }

  @Test
  void aReturnedPackIsNotGreenUntilItsCheckHasPassed() {
    returned("RP1");
    JsonNode verdict = verdict(MAKER, "RP1");
    assertThat(verdict.path("verdict").asText()).isEqualTo("RETURNED");
    assertThat(verdict.path("level").asText()).isEqualTo("WARNING");
    assertThat(code(REGULATOR, "RP1")).isEqualTo("RETURNED");
    assertThat(code(OUTSIDER, "RP1")).as("others are not told").isEqualTo("NOT_IN_CUSTODY");
    assertThat(check("RP1").path("saleable").asBoolean()).isTrue();
    assertThat(code(MAKER, "RP1")).isEqualTo("OK");
    assertThat(code(REGULATOR, "RP1")).isEqualTo("ON_RECORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Supplied", "Exported", "CheckedOut", "Sample", "FreeSample"})
  void aReturnedPackIsNotGivenOutUntilItsCheckHasPassed(String state) {
    String serial = "RP-" + state;
    returned(serial);
    refusedUnchecked(change(serial, state, ""));
    assertThat(check(serial).path("saleable").asBoolean()).isTrue();
    done(change(serial, state, ""));
  }

  @Test
  void aStrangerIsToldTheSameOfAReturnedPackAsOfNone() {
    returned("RP-VEIL");
    for (String serial : List.of("RP-VEIL", "RP-NONE")) {
      Answer answer = change(OUTSIDER, serial, "Supplied", "");
      Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
      assertThat(answer.body().path("reason").asText()).as(serial).isEqualTo("unit-unknown");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locked", "Stolen", "Destroyed"})
  void aReturnedPackIsSetAsideOrEnds(String state) {
    returned("RP-" + state);
    done(change("RP-" + state, state, ""));
  }

  @Test
  void noTimeBeforeTheReturnOpensADoor() {
    returned("RP2");
    refusedUnchecked(change("RP2", "Supplied", ",\"time\":\"2026-11-20T09:00:00Z\""));
  }

  @Test
  void aReturnedPackThatIsLockedAndUnlockedIsStillToBeChecked() {
    returned("RP3");
    done(change("RP3", "Locked", ""));
    Answer answer =
        app.post(
            MAKER,
            "/api/v1/packs/changes?transactionId=rp3&place=" + MAKER_GLN,
            "text/csv",
            "gtin,serial,state\n%1$s,RP3,Active\n%1$s,RP3,Supplied\n".formatted(GTIN));
    BulkJobs.finished(app, answer);
    assertThat(BulkJobs.results(app, BulkJobs.address(answer)))
        .extracting(r -> r.path("code").asText("done"))
        .containsExactly("done", UNCHECKED);
    assertThat(code(MAKER, "RP3")).isEqualTo("RETURNED");
  }

  @Test
  void aCheckThatFailedMakesNothingGreen() {
    returned("RP4");
    Answer failed =
        app.post(
            MAKER,
            "/api/v1/returns",
            "application/json",
            "{\"transactionId\":\"rp4\",\"gtin\":\"%s\",\"serial\":\"RP4\",\"batch\":\"M\",\"expiry\":\"311231\",\"returnedBy\":\"%s\"}"
                .formatted(GTIN, PHARMACY_GLN));
    assertThat(done(failed).path("saleable").asBoolean(true)).isFalse();
    assertThat(code(MAKER, "RP4")).isEqualTo("SUSPECT");
    Answer refused = change("RP4", "Supplied", "");
    assertThat(refused.body().path("reason").asText()).isEqualTo("pack-suspect");
  }

  @Test
  void whatWasCheckedAndSoldAndCameBackAgainIsToBeCheckedAgain() {
    returned("RP5");
    check("RP5");
    stored(MAKER, shipping("15", quoted(pack("RP5"))));
    accepted(WHOLESALER, latestOffer(WHOLESALER, "IN"), ALL);
    assertThat(code(WHOLESALER, "RP5")).isEqualTo("OK");
    sentBack("16", pack("RP5"));
    assertThat(code(MAKER, "RP5")).isEqualTo("RETURNED");
  }

  /** Also when they are unpacked, and packed again with others, which are as green as before. */
  @Test
  void eachPackOfAReturnedPalletIsToBeCheckedWhereverItIsPut() {
    String pallet = pallet("RQ1", "RQ2");
    accepted(WHOLESALER, shipped(pallet), ALL);
    assertThat(code(WHOLESALER, "RQ1")).isEqualTo("OK");
    sentBack("13", pallet);
    assertThat(code(MAKER, "RQ1")).isEqualTo("RETURNED");
    String fresh = SSCC + newSscc();
    stored(
        MAKER,
        Captures.commissioning("RQ3"),
        packing("DELETE", "14", MAKER_GLN, pallet, pack("RQ1")),
        packing("ADD", "15", MAKER_GLN, pallet, pack("RQ3")),
        packing("ADD", "16", MAKER_GLN, fresh, pack("RQ1")));
    assertThat(code(MAKER, "RQ1")).isEqualTo("RETURNED");
    assertThat(code(MAKER, "RQ3")).isEqualTo("OK");
    check("RQ1");
    assertThat(code(MAKER, "RQ1")).isEqualTo("OK");
    assertThat(code(MAKER, "RQ2")).isEqualTo("RETURNED");
  }

  /** What most often comes back: one pack of a pallet that was sold as a whole. */
  @Test
  void aPackThatComesBackByItselfFromAPalletIsToBeChecked() {
    String pallet = pallet("RT1", "RT2");
    accepted(WHOLESALER, shipped(pallet), ALL);
    stored(WHOLESALER, packing("DELETE", "12", WHOLESALER_GLN, pallet, pack("RT1")));
    sentBack("13", pack("RT1"));
    refusedUnchecked(change("RT1", "Supplied", ""));
    assertThat(code(MAKER, "RT1")).isEqualTo("RETURNED");
    assertThat(check("RT1").path("saleable").asBoolean()).isTrue();
    assertThat(code(MAKER, "RT1")).isEqualTo("OK");
  }

  @Test
  void anEventThatAReturnedPackWasDispensedIsStoredAndRaisesAnAlert() {
    returned("RP6");
    String dispensing = step("dispensing", "15", MAKER_GLN, quoted(pack("RP6")));
    stored(MAKER, dispensing);
    stored(MAKER, dispensing);
    assertThat(code(MAKER, "RP6")).isEqualTo("SUPPLIED");
    JsonNode alert = done(app.get(MAKER, "/api/v1/alerts?serial=RP6"));
    assertThat(alert.findValuesAsText("code")).containsExactly("return-unchecked");
    assertThat(alert.path(0).path("detail").asText()).contains("without the check");
    assertThat(alert.path(0).path("times").asInt()).as("a retry raises nothing").isEqualTo(1);
    assertThat(codes(OUTSIDER, "RP6")).isEmpty();
  }

  @Test
  void aScanThatAReturnedPackWasDispensedRaisesAnAlert() {
    returned("RP7");
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "dispensing",
            SupplyChain.label("RP7", "M", "311231"),
            "2026-11-20T15:00:00Z",
            ""));
    awaitVerdict(MAKER, "RP7", "SUPPLIED");
    assertThat(codes(MAKER, "RP7")).containsExactly("return-unchecked");
  }

  private static String now(String event) {
    return event.replace(
        "2026-11-20T15:00:00Z",
        OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS).toString());
  }

  @Test
  void whoIsShippedAReturnedPackUncheckedIsTold() {
    returned("RP8");
    stored(MAKER, now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pack("RP8")))));
    for (String who : List.of(MAKER, OUTSIDER, REGULATOR)) {
      assertThat(codes(who, "RP8")).as(who).containsExactly("return-unchecked");
    }
    assertThat(codes(WHOLESALER, "RP8")).as("who had it before").isEmpty();
  }

  /** Neither going on nor being packed away makes it green; a check of who took it back does. */
  @Test
  void whatWasShippedOnUncheckedStaysToBeChecked() {
    returned("RP12");
    stored(MAKER, now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pack("RP12")))));
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    assertThat(code(OUTSIDER, "RP12")).isEqualTo("RETURNED");
    refusedUnchecked(change(OUTSIDER, "RP12", "Supplied", ""));
    stored(OUTSIDER, now(shipping("15", OUTSIDER_GLN, PHARMACY_GLN, quoted(pack("RP12")))));
    accepted(PHARMACY, latestOffer(PHARMACY, "IN"), ALL);
    assertThat(code(PHARMACY, "RP12")).isEqualTo("RETURNED");
    assertThat(codes(PHARMACY, "RP12")).containsExactly("return-unchecked");
    assertThat(codes(REGULATOR, "RP12")).as("each who shipped it on").hasSize(2);

    stored(PHARMACY, now(shipping("15", PHARMACY_GLN, MAKER_GLN, quoted(pack("RP12")))));
    assertThat(codes(REGULATOR, "RP12")).as("to its maker").hasSize(2);
  }

  @Test
  void whatWasSentBackAndCheckedIsGreenAgain() {
    returned("RP13");
    stored(MAKER, now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pack("RP13")))));
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    stored(OUTSIDER, now(shipping("15", OUTSIDER_GLN, MAKER_GLN, quoted(pack("RP13")))));
    accepted(MAKER, latestOffer(MAKER, "IN"), ALL);
    assertThat(check("RP13", OUTSIDER_GLN).path("saleable").asBoolean()).isTrue();
    stored(MAKER, now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pack("RP13")))));
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    assertThat(code(OUTSIDER, "RP13")).isEqualTo("OK");
    assertThat(codes(REGULATOR, "RP13")).as("the first shipment").hasSize(1);
  }

  @Test
  void whatIsShippedUncheckedInsideAPalletIsToldOfAndStaysToBeChecked() {
    returned("RP14");
    stored(MAKER, Captures.commissioning("RP15"));
    String carton = SSCC + newSscc();
    String pallet = SSCC + newSscc();
    stored(
        MAKER,
        now(packing("ADD", "15", MAKER_GLN, carton, pack("RP14"), pack("RP15"))),
        now(packing("ADD", "15", MAKER_GLN, pallet, carton)),
        now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pallet))));
    assertThat(codes(OUTSIDER, "RP14")).containsExactly("return-unchecked");
    assertThat(codes(REGULATOR, "RP15")).isEmpty();
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    assertThat(code(OUTSIDER, "RP14")).isEqualTo("RETURNED");
    assertThat(code(OUTSIDER, "RP15")).isEqualTo("OK");
  }

  private static void goesOn(String serial, String from, String fromGln, String to, String toGln) {
    stored(from, now(shipping("15", fromGln, toGln, quoted(pack(serial)))));
    accepted(to, latestOffer(to, "IN"), ALL);
  }

  private static void soldToThePharmacy(String serial) {
    stored(MAKER, Captures.commissioning(serial));
    accepted(WHOLESALER, shipped(pack(serial)), ALL);
    goesOn(serial, WHOLESALER, WHOLESALER_GLN, PHARMACY, PHARMACY_GLN);
    assertThat(code(PHARMACY, serial)).isEqualTo("OK");
  }

  @Test
  void whatComesBackPastWhoSoldItIsToBeChecked() {
    soldToThePharmacy("RP17");
    goesOn("RP17", PHARMACY, PHARMACY_GLN, MAKER, MAKER_GLN);
    assertThat(code(MAKER, "RP17")).isEqualTo("RETURNED");
    refusedUnchecked(change("RP17", "Supplied", ""));
    goesOn("RP17", MAKER, MAKER_GLN, OUTSIDER, OUTSIDER_GLN);
    assertThat(code(OUTSIDER, "RP17")).isEqualTo("RETURNED");
  }

  @Test
  void whoeverGetsItBackChecksItAndWhoBuysItThenNeedNot() {
    soldToThePharmacy("RP18");
    goesOn("RP18", PHARMACY, PHARMACY_GLN, WHOLESALER, WHOLESALER_GLN);
    assertThat(code(WHOLESALER, "RP18")).isEqualTo("RETURNED");
    assertThat(check(WHOLESALER, "RP18", PHARMACY_GLN).path("saleable").asBoolean()).isTrue();
    assertThat(code(WHOLESALER, "RP18")).isEqualTo("OK");
    goesOn("RP18", WHOLESALER, WHOLESALER_GLN, MAKER, MAKER_GLN);
    assertThat(code(MAKER, "RP18")).isEqualTo("RETURNED");
    assertThat(check("RP18").path("saleable").asBoolean()).isTrue();
    goesOn("RP18", MAKER, MAKER_GLN, WHOLESALER, WHOLESALER_GLN);
    assertThat(code(WHOLESALER, "RP18")).as("bought again").isEqualTo("OK");
    assertThat(codes(REGULATOR, "RP18")).isEmpty();
  }

  @Test
  void whatIsUnderWayUncheckedIsNotGreenForRegulators() {
    returned("RP19");
    stored(MAKER, now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pack("RP19")))));
    assertThat(code(REGULATOR, "RP19")).isEqualTo("RETURNED");
    assertThat(code(MAKER, "RP19")).isEqualTo("SHIPPED");
  }

  /** It is not by what a shipment says of itself that a pack goes back. */
  @Test
  void whatIsShippedOnAsIfItWentBackIsToldOf() {
    returned("RP16");
    stored(
        MAKER,
        now(shipping("15", MAKER_GLN, OUTSIDER_GLN, quoted(pack("RP16"))))
            .replaceFirst("\\{", "{\"disposition\": \"returned\", "));
    assertThat(codes(OUTSIDER, "RP16")).containsExactly("return-unchecked");
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    assertThat(code(OUTSIDER, "RP16")).isEqualTo("RETURNED");
  }

  private static String repacking(String input, String output) {
    return now(
        event(
            "TransformationEvent",
            "15",
            MAKER_GLN,
            """
            "inputEPCList": [%s], "outputEPCList": [%s],
            "ilmd": {"cbvmda:lotNumber": "M2", "cbvmda:itemExpirationDate": "2031-12-31"}
            """
                .formatted(quoted(pack(input)), quoted(pack(output)))));
  }

  /** What came back would be green under another number. */
  @Test
  void whatIsMadeOfAReturnedPackUncheckedIsToldOf() {
    returned("RP20");
    stored(MAKER, repacking("RP20", "RP21"));
    JsonNode alert = done(app.get(MAKER, "/api/v1/alerts?serial=RP20"));
    assertThat(alert.findValuesAsText("code")).containsExactly(UNCHECKED);
    assertThat(alert.path(0).path("detail").asText()).contains("made into other packs");

    returned("RP22");
    check("RP22");
    stored(MAKER, repacking("RP22", "RP23"));
    assertThat(codes(REGULATOR, "RP22")).isEmpty();
  }

  @Test
  void whatWasCheckedOrGoesBackFurtherRaisesNone() {
    returned("RP9");
    check("RP9");
    stored(MAKER, now(shipping("15", quoted(pack("RP9")))));
    assertThat(codes(REGULATOR, "RP9")).isEmpty();

    stored(MAKER, Captures.commissioning("RP10", "RP11"));
    String both = quoted(pack("RP10"), pack("RP11"));
    stored(MAKER, shipping("10", both));
    accepted(WHOLESALER, latestOffer(WHOLESALER, "IN"), ALL);
    stored(WHOLESALER, shipping("12", WHOLESALER_GLN, OUTSIDER_GLN, both));
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    stored(OUTSIDER, shipping("13", OUTSIDER_GLN, WHOLESALER_GLN, both));
    accepted(WHOLESALER, latestOffer(WHOLESALER, "IN"), ALL);
    assertThat(code(WHOLESALER, "RP10")).isEqualTo("RETURNED");
    stored(WHOLESALER, now(shipping("15", WHOLESALER_GLN, MAKER_GLN, quoted(pack("RP10")))));
    assertThat(codes(REGULATOR, "RP10")).isEmpty();
  }
}
