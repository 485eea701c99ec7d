package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of returned packs before they are sold again (DSCSA section 582(c)(4)(D)). */
class SaleableReturnIT extends SupplyChainTest {
  private static final String LOT = "RET1";
  private static final String EXPIRY = "310131";

  private static void scan(String who, String step, String serial, String time, String extra) {
    chain.publish(
        SupplyChain.scan(
            who,
            step,
            SupplyChain.label(serial, LOT, EXPIRY),
            "2026-11-20T" + time + ":00+01:00",
            extra));
  }

  private static String to(String gln) {
    return ",\"destination\":\"https://id.gs1.org/414/%s\"".formatted(gln);
  }

  private static String commissioned(String serial) {
    scan(MAKER, "commissioning", serial, "08:00", "");
    awaitVerdict(MAKER, serial, "OK");
    return serial;
  }

  private static void received(String who, String serial) {
    await()
        .atMost(PATIENCE)
        .until(() -> verdict(who, serial).path("custody").path("relation").asText().equals("you"));
  }

  /** Shipped at an hour and received an hour later. */
  private static void handedOver(String from, String to, String serial, int hour) {
    scan(from, "shipping", serial, "%02d:00".formatted(hour), to(SupplyChain.gln(to)));
    scan(to, "receiving", serial, "%02d:00".formatted(hour + 1), "");
    received(to, serial);
  }

  /** From the maker to the pharmacy and back. */
  private static String returned(String serial) {
    commissioned(serial);
    handedOver(MAKER, PHARMACY, serial, 9);
    handedOver(PHARMACY, MAKER, serial, 11);
    return serial;
  }

  private static Answer check(String who, String id, String serial, String lot, String from) {
    return app.post(who, "/api/v1/returns", "application/json", body(id, serial, lot, from));
  }

  private static String body(String id, String serial, String lot, String from) {
    return "{\"transactionId\":\"%s\",\"gtin\":\"%s\",\"serial\":\"%s\",\"batch\":\"%s\",\"expiry\":\"%s\",\"returnedBy\":\"%s\"}"
        .formatted(id, GTIN, serial, lot, EXPIRY, from);
  }

  private static Answer check(String serial, String lot, String from) {
    return check(MAKER, UUID.randomUUID().toString(), serial, lot, from);
  }

  private static void failed(Answer answer, String reason) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(answer.body().path("saleable").asBoolean(true)).isFalse();
    assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
    assertThat(answer.body().has("eventId")).isFalse();
  }

  /** How many cases there are that put it off sale. */
  private static int cases(String serial) {
    return alerts(serial, "return-failed");
  }

  private static int alerts(String serial, String code) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM verification.alert
                        WHERE serial = :serial AND code = :code
                        """)
                    .bind("serial", serial)
                    .bind("code", code)
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void whatComesBackFromWhoItWasSoldToIsRestocked() {
    String serial = returned("R-GOOD");
    Answer answer = check(serial, LOT, PHARMACY_GLN);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(answer.body().path("saleable").asBoolean()).isTrue();
    assertThat(answer.body().path("eventId").asText()).startsWith("ni:");
    assertThat(trace(serial).path("steps").findValuesAsText("disposition"))
        .contains("sellable_not_accessible");
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("OK");
    assertThat(cases(serial)).isZero();
  }

  /** The pack is at hand: who mistyped its label makes it no case, and not saleable either. */
  @Test
  void whatWasMistypedIsNoCaseBeforeTheSameIsTypedAgainAndNeverGreen() {
    String serial = returned("R-TYPED");
    for (int cases = 0; cases < 2; cases++) {
      Answer answer =
          app.send(
              MAKER,
              "POST",
              "/api/v1/returns",
              "application/json",
              body(UUID.randomUUID().toString(), serial, "RET9", PHARMACY_GLN),
              Map.of("PharmaTrace-Entry", "typed"));
      failed(answer, "No_match_GTIN_Serial_Lot");
      assertThat(answer.body().path("action").asText()).contains("Read the label again");
      assertThat(cases(serial)).isEqualTo(cases);
      assertThat(verdict(MAKER, serial).path("verdict").asText())
          .isEqualTo(cases == 0 ? "RETURNED" : "SUSPECT");
    }
  }

  @Test
  void whatWasNotSoldToWhoReturnsItIsSuspectAndNotRestocked() {
    String serial = returned("R-OTHER");
    failed(check(serial, LOT, OUTSIDER_GLN), "Not_sold_to_returner");
    assertThat(cases(serial)).isEqualTo(1);
    // While the case is open no other check makes it saleable.
    Answer again = check(serial, LOT, PHARMACY_GLN);
    failed(again, "Not_for_re-distribution");
    assertThat(again.body().path("additionalInfo").asText()).isEqualTo("Suspect");
    Answer verified =
        app.get(
            WHOLESALER,
            "/verify/gtin/%s/lot/%s/ser/%s?exp=%s&reqGLN=%s&corrUUID=%s"
                .formatted(GTIN, LOT, serial, EXPIRY, WHOLESALER_GLN, UUID.randomUUID()));
    assertThat(verified.body().path("data").path("verified").asBoolean(true)).isFalse();
    assertThat(verified.body().path("data").path("additionalInfo").asText()).isEqualTo("Suspect");
    assertThat(trace(serial).path("steps").findValuesAsText("disposition"))
        .doesNotContain("sellable_not_accessible");
  }

  @Test
  void aLabelThatDiffersFromTheRecordMakesItSuspect() {
    String serial = returned("R-LABEL");
    failed(check(serial, "RET2", PHARMACY_GLN), "No_match_GTIN_Serial_Lot");
    assertThat(cases(serial)).isEqualTo(1);
  }

  /** Who claims to hold what is still to be made cannot spoil it for its maker. */
  @Test
  void aSerialNumberThatNobodyMadeIsACaseButDoesNotMakeThePackSuspectOnceItIsMade() {
    commissioned("R-BESIDE");
    failed(check(WHOLESALER, "r-never", "R-NEVER", LOT, PHARMACY_GLN), "No_match_GTIN_Serial");
    assertThat(alerts("R-NEVER", "#A3")).isEqualTo(1);
    assertThat(cases("R-NEVER")).isZero();
    returned("R-NEVER");
    assertThat(check("R-NEVER", LOT, PHARMACY_GLN).body().path("saleable").asBoolean()).isTrue();
  }

  @Test
  void aLabelThatCapsLockSpoiltPutsNothingOffSale() {
    String serial = returned("700123");
    failed(check(serial, LOT.toLowerCase(Locale.ROOT), PHARMACY_GLN), "No_match_GTIN_Serial_Lot");
    assertThat(cases(serial)).isZero();
    assertThat(check(serial, LOT, PHARMACY_GLN).body().path("saleable").asBoolean()).isTrue();
  }

  /** The facts are those under which it is restocked. */
  @Test
  void aPackThatIsDispensedWhileItIsCheckedIsNotRestocked() {
    String serial = returned("R-MEANWHILE");
    sealsAgree = false; // What changes the pack here is no event.
    CompletableFuture<Answer> check =
        app.bean(Jdbi.class)
            .inTransaction(
                handle -> {
                  int changed =
                      handle
                          .createUpdate(
                              "UPDATE custody.unit SET state = 'Supplied' WHERE serial = :serial")
                          .bind("serial", serial)
                          .execute();
                  assertThat(changed).isEqualTo(1);
                  CompletableFuture<Answer> waiting =
                      CompletableFuture.supplyAsync(() -> check(serial, LOT, PHARMACY_GLN));
                  await().atMost(PATIENCE).until(SaleableReturnIT::somebodyWaitsForALock);
                  return waiting;
                });
    failed(check.join(), "Not_for_re-distribution");
    assertThat(trace(serial).path("steps").findValuesAsText("disposition"))
        .doesNotContain("sellable_not_accessible");
  }

  private static boolean somebodyWaitsForALock() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                          WHERE datname = current_database() AND wait_event_type = 'Lock')
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  @Test
  void whatWasShippedAndTakenBackWasNotSold() {
    String serial = commissioned("R-VOID");
    scan(MAKER, "shipping", serial, "09:00", to(PHARMACY_GLN));
    awaitVerdict(MAKER, serial, "SHIPPED");
    answerOffer(MAKER, "OUT", "withdrawal", "\"transactionId\":\"r-void\"");
    awaitVerdict(MAKER, serial, "OK");
    failed(check(serial, LOT, PHARMACY_GLN), "Not_sold_to_returner");
  }

  /** Accepts, refuses or takes back the latest offer. */
  private static void answerOffer(String who, String direction, String action, String fields) {
    String offers = "/api/v1/offers?limit=1&state=OPEN&direction=" + direction;
    long offer = app.get(who, offers).body().get(0).get("id").asLong();
    Answer answer =
        app.post(
            who, "/api/v1/offers/" + offer + "/" + action, "application/json", "{" + fields + "}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  @Test
  void whatTheReturnerRefusedWasNotSoldToIt() {
    String serial = commissioned("R-REFUSED");
    scan(MAKER, "shipping", serial, "09:00", to(PHARMACY_GLN));
    awaitVerdict(MAKER, serial, "SHIPPED");
    answerOffer(
        PHARMACY, "IN", "acceptance", "\"transactionId\":\"r-refused\",\"accept\":\"NONE\"");
    awaitVerdict(MAKER, serial, "OK");
    failed(check(serial, LOT, PHARMACY_GLN), "Not_sold_to_returner");
  }

  @Test
  void whatWasSoldToAnotherSinceIsReturnedByThatOneOnly() {
    String serial = returned("R-SINCE");
    handedOver(MAKER, WHOLESALER, serial, 13);
    handedOver(WHOLESALER, MAKER, serial, 15);
    failed(check(serial, LOT, PHARMACY_GLN), "Not_sold_to_returner");
  }

  @Test
  void whatSomebodyElseSentBackWasNotReturnedByWhoItWasSoldTo() {
    String serial = commissioned("R-ROUND");
    handedOver(MAKER, PHARMACY, serial, 9);
    handedOver(PHARMACY, WHOLESALER, serial, 11);
    handedOver(WHOLESALER, MAKER, serial, 13);
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("RETURNED");
    failed(check(serial, LOT, PHARMACY_GLN), "Not_sold_to_returner");
  }

  /** The country of a site says which recalls count; the organisation as such is in none. */
  @Test
  void aPackIsCheckedAtASiteOfOnesOwn() {
    String gln = "9521106000011";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + gln,
                    "{\"name\":\"siteless\",\"role\":\"distributor\"}")
                .status())
        .isEqualTo(204);
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/users/siteless",
                    """
                    {"name":"User","organisation":"%s","roles":["distributor"],"password":"%s"}
                    """
                        .formatted(gln, RunningApplication.PASSWORD))
                .status())
        .isEqualTo(204);
    for (String place : new String[] {gln, WHOLESALER_GLN}) {
      Answers.assertProblem(
          app.post(
              "siteless",
              "/api/v1/returns",
              "application/json",
              "{\"transactionId\":\"r-place\",\"gtin\":\"%s\",\"serial\":\"R-P\",\"batch\":\"%s\",\"expiry\":\"%s\",\"returnedBy\":\"%s\",\"place\":\"%s\"}"
                  .formatted(GTIN, LOT, EXPIRY, PHARMACY_GLN, place)),
          ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void aDispensedPackIsNotSoldAgain() {
    String serial = returned("R-SOLD");
    scan(MAKER, "dispensing", serial, "13:00", "");
    awaitVerdict(MAKER, serial, "SUPPLIED");
    failed(check(serial, LOT, PHARMACY_GLN), "Not_for_re-distribution");
    assertThat(cases(serial)).isEqualTo(1);
  }

  @Test
  void aRecalledPackIsNotSoldAgainAndNobodysFault() {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label("R-RECALLED", "RETREC", EXPIRY),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitVerdict(MAKER, "R-RECALLED", "OK");
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"RETREC\",\"reason\":\"glass\"}".formatted(GTIN))
                .status())
        .isEqualTo(201);
    failed(check("R-RECALLED", "RETREC", PHARMACY_GLN), "Not_for_re-distribution");
    assertThat(cases("R-RECALLED")).isZero();
  }

  @Test
  void onlyWhoHasThePackBackChecksIt() {
    String serial = commissioned("R-FOREIGN");
    Answer answer = check(WHOLESALER, UUID.randomUUID().toString(), serial, LOT, PHARMACY_GLN);
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo("not-in-custody");
    assertThat(cases(serial)).isZero();
  }

  @Test
  void aRetryIsGivenTheFirstAnswerAndTheIdStandsForOneReturn() {
    String serial = returned("R-RETRY");
    Answer first = check(MAKER, "r-retry", serial, LOT, PHARMACY_GLN);
    assertThat(first.body().path("saleable").asBoolean()).isTrue();
    assertThat(check(MAKER, "r-retry", serial, LOT, PHARMACY_GLN).body()).isEqualTo(first.body());
    Answers.assertProblem(
        check(MAKER, "r-retry", serial, "RET2", PHARMACY_GLN), ErrorCode.CONFLICT);
  }

  @ParameterizedTest
  @CsvSource({
    "9521109000018", // nobody's
    "9521101000016", // one's own
    "9521103000013", // wrong check digit
  })
  void whoReturnsItIsAnotherOrganisationThatTakesPart(String gln) {
    Answers.assertProblem(check("R-ANY", LOT, gln), ErrorCode.INVALID_VALUE);
  }
}
