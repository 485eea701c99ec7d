package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of packing: what goes into what, and that no contradiction spoils what is on record.
 */
class AggregationIT extends HandoverTest {
  private static final String ALL = "\"accept\":\"ALL\"";
  private static final String CONTRADICTION = "aggregation-contradiction";

  private static String parent(String uri) {
    return done(unit(SupplyChain.REGULATOR, uri)).path("parent").asText("none");
  }

  @Test
  void aChildHasOneParent() {
    String first = pallet("A1");
    String second = pallet("A2");
    refused(MAKER, packing("ADD", "10", MAKER_GLN, second, pack("A1")), "in-another-unit");
    assertThat(parent(pack("A1"))).isEqualTo(first);
    assertThat(codes(MAKER, "A1")).containsExactly(CONTRADICTION);
    assertThat(codes(OUTSIDER, "A1")).as("whom it does not concern").isEmpty();
    stored(
        MAKER,
        packing("DELETE", "11", MAKER_GLN, first, pack("A1")),
        packing("ADD", "12", MAKER_GLN, second, pack("A1")));
    assertThat(parent(pack("A1"))).isEqualTo(second);
    assertThat(codes(MAKER, "A1")).as("what is right raises none").hasSize(1);
  }

  @Test
  void whatWasNotCommissionedIsNotPackedAndSpoilsNothing() {
    String pallet = pallet("B1");
    stored(MAKER, Captures.commissioning("B2"));
    refused(
        MAKER, packing("ADD", "10", MAKER_GLN, pallet, pack("B2"), pack("NEVER")), "unit-unknown");
    assertThat(parent(pack("B2"))).isEqualTo("none");
    assertThat(done(unit(MAKER, pallet)).get("packs").asLong()).isEqualTo(1);
    assertThat(codes(MAKER, "NEVER")).containsExactly("#A3");
    assertThat(codes(MAKER, "B2")).isEmpty();
  }

  @Test
  void aCaseThatWasNotCommissionedIsAContradictionWhereItGoesInOrOut() {
    String pallet = pallet("B3");
    String in = SSCC + newSscc();
    String out = SSCC + newSscc();
    refused(MAKER, packing("ADD", "10", MAKER_GLN, pallet, in), "unit-unknown");
    refused(MAKER, packing("ADD", "10", MAKER_GLN, pallet, in), "unit-unknown");
    refused(MAKER, packing("DELETE", "10", MAKER_GLN, pallet, out), "unit-unknown");
    for (String unit : List.of(in, out)) {
      assertThat(about(MAKER, unit)).hasSize(1);
      assertThat(about(MAKER, unit).getFirst().path("code").asText()).isEqualTo(CONTRADICTION);
      assertThat(about(MAKER, unit).getFirst().path("times").asInt()).isEqualTo(1);
    }
    assertThat(about(OUTSIDER, in)).isEmpty();
    assertThat(about(MAKER, pallet)).isEmpty();
  }

  /** Else an alert would tell which of the numbers of others are in use. */
  @Test
  void ofTheCaseOfAStrangerOneIsToldTheSameAsOfOneThatDoesNotExist() {
    String pallet = pallet("B4");
    accepted(WHOLESALER, shipped(pallet), ALL);
    String foreign = pallet("B5");
    String missing = SSCC + newSscc();
    for (String child : List.of(foreign, missing)) {
      refused(WHOLESALER, packing("ADD", "12", WHOLESALER_GLN, pallet, child), "unit-unknown");
    }
    assertThat(about(WHOLESALER, foreign)).hasSize(1);
    assertThat(said(WHOLESALER, foreign)).isEqualTo(said(WHOLESALER, missing));
    assertThat(about(MAKER, foreign))
        .extracting(alert -> alert.path("code").asText())
        .as("who holds it")
        .containsExactly("custody-mismatch");
  }

  /** What the alert about a unit says, whatever its number. */
  private static List<String> said(String who, String unit) {
    return about(who, unit).stream()
        .flatMap(
            alert ->
                Stream.of(
                    alert.path("code").asText(),
                    alert.path("times").asText(),
                    alert.path("detail").asText().replace(unit, "it")))
        .toList();
  }

  /** The alerts about a logistic unit that one sees. */
  private static List<JsonNode> about(String who, String unit) {
    JsonNode all = done(app.get(who, "/api/v1/alerts?limit=1000"));
    return StreamSupport.stream(all.spliterator(), false)
        .filter(alert -> (SSCC + alert.path("sscc").asText()).equals(unit))
        .toList();
  }

  @Test
  void whatWasShippedIsNotPackedElsewhere() {
    String pallet = pallet("C1");
    stored(MAKER, Captures.commissioning("C2"));
    shipped(pack("C2"));
    String packing = packing("ADD", "11", MAKER_GLN, pallet, pack("C2"));
    refused(MAKER, packing, "in-transit");
    refused(MAKER, packing, "in-transit");
    JsonNode alert = done(app.get(MAKER, "/api/v1/alerts?serial=C2"));
    assertThat(alert.findValuesAsText("code")).containsExactly(CONTRADICTION);
    assertThat(alert.path(0).path("times").asInt()).as("the same event again").isEqualTo(1);
    assertThat(codes(WHOLESALER, "C2")).as("to whom it goes").containsExactly(CONTRADICTION);
    assertThat(codes(OUTSIDER, "C2")).isEmpty();
    String foreign = SSCC + newSscc();
    refused(OUTSIDER, packing("ADD", "11", OUTSIDER_GLN, foreign, pack("C2")), "unit-unknown");
    assertThat(parent(pack("C2"))).isEqualTo("none");
    assertThat(custodian(pack("C2"))).isEqualTo(MAKER_GLN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dispensing", "destroying", "shipping"})
  void whatWasShippedAndIsScannedElsewhereIsACustodyMismatch(String step) {
    String serial = "C3-" + step;
    stored(MAKER, Captures.commissioning(serial));
    shipped(pack(serial));
    refused(
        MAKER,
        step.equals("shipping")
            ? shipping("11", MAKER_GLN, OUTSIDER_GLN, quoted(pack(serial)))
            : step(step, "11", MAKER_GLN, quoted(pack(serial))),
        "in-transit");
    for (String who : List.of(MAKER, WHOLESALER, SupplyChain.REGULATOR)) {
      assertThat(codes(who, serial)).as(who).containsExactly("custody-mismatch");
    }
    assertThat(codes(OUTSIDER, serial)).isEmpty();
    assertThat(custodian(pack(serial))).isEqualTo(MAKER_GLN);
  }

  @Test
  void whatWasShippedIsNotTakenOutOfWhatHoldsIt() {
    String pallet = pallet("C4");
    shipped(pallet);
    refused(MAKER, packing("DELETE", "11", MAKER_GLN, pallet, pack("C4")), "in-transit");
    assertThat(about(MAKER, pallet))
        .extracting(alert -> alert.path("code").asText())
        .containsExactly(CONTRADICTION);
  }

  @Test
  void aShipmentThatIsRepeatedAndWhatIsSaidAtADeskRaiseNone() {
    stored(MAKER, Captures.commissioning("C5"));
    shipped(pack("C5"));
    String again = shipping("10", quoted(pack("C5"))).replace("T10:00:00Z", "T10:09:00Z");
    refused(MAKER, again, "in-transit");
    Answer stolen =
        app.send(
            MAKER,
            "PATCH",
            "/api/v1/packs/" + SupplyChain.GTIN + "/C5",
            "application/json",
            "{\"transactionId\":\"c5\",\"state\":\"Stolen\",\"time\":\"2026-11-20T12:00:00Z\"}");
    assertThat(stolen.body().path("reason").asText()).isEqualTo("in-transit");
    assertThat(codes(SupplyChain.REGULATOR, "C5")).isEmpty();
  }

  @Test
  void aChangeOfWhatWasShippedThatIsSentAgainRaisesNothingMore() {
    stored(MAKER, Captures.commissioning("C6"));
    shipped(pack("C6"));
    for (int i = 0; i < 2; i++) {
      Answer answer =
          app.send(
              MAKER,
              "PATCH",
              "/api/v1/packs/" + SupplyChain.GTIN + "/C6",
              "application/json",
              "{\"transactionId\":\"c6\",\"state\":\"Supplied\",\"time\":\"2026-11-20T12:00:00Z\"}");
      assertThat(answer.body().path("reason").asText()).isEqualTo("in-transit");
    }
    JsonNode alert = done(app.get(MAKER, "/api/v1/alerts?serial=C6"));
    assertThat(alert.findValuesAsText("code")).containsExactly("custody-mismatch");
    assertThat(alert.path(0).path("times").asInt()).isEqualTo(1);
  }

  @Test
  void onlyWhatIsInsideIsTakenOut() {
    String pallet = pallet("D1");
    stored(MAKER, Captures.commissioning("D2"));
    refused(MAKER, packing("DELETE", "10", MAKER_GLN, pallet, pack("D2")), "not-inside");
    assertThat(codes(MAKER, "D2")).containsExactly(CONTRADICTION);
    assertThat(parent(pack("D1"))).isEqualTo(pallet);
  }

  @Test
  void whatWouldHoldItselfOrIsNestedTooDeepIsAContradiction() {
    String carton = pallet("I1");
    String outer = SSCC + newSscc();
    stored(MAKER, packing("ADD", "10", MAKER_GLN, outer, carton));
    String itself = packing("ADD", "11", MAKER_GLN, carton, outer);
    String innermost = outer;
    for (int i = 0; i < 5; i++) {
      outer = SSCC + newSscc();
      stored(MAKER, packing("ADD", "10", MAKER_GLN, outer, innermost));
      innermost = outer;
    }
    String deep = packing("ADD", "11", MAKER_GLN, SSCC + newSscc(), outer);
    for (int i = 0; i < 2; i++) {
      refused(MAKER, itself, "contains-itself");
      refused(MAKER, deep, "nesting-too-deep");
    }
    assertThat(parent(outer)).isEqualTo("none");
    for (String unit : List.of(parent(carton), outer)) {
      assertThat(about(MAKER, unit)).hasSize(1);
      assertThat(about(MAKER, unit).getFirst().path("code").asText()).isEqualTo(CONTRADICTION);
      assertThat(about(MAKER, unit).getFirst().path("times").asInt()).as("sent again").isEqualTo(1);
    }
  }

  @Test
  void aSerialNumberThatIsGivenOutTwiceIsToldOfAndAPackThatIsReadTwiceIsNot() {
    String event = Captures.commissioning("J1");
    stored(MAKER, event);
    String soon = event.replace("T08:00:00Z", "T08:09:59Z");
    String later = event.replace("T08:00:00Z", "T08:30:00Z");
    assertThat(soon).isNotEqualTo(event);
    stored(MAKER, event);
    refused(MAKER, soon, "already-commissioned");
    assertThat(codes(MAKER, "J1")).as("a line that reads a pack twice").isEmpty();
    refused(MAKER, later, "already-commissioned");
    refused(MAKER, later, "already-commissioned");
    JsonNode alert = done(app.get(MAKER, "/api/v1/alerts?serial=J1"));
    assertThat(alert.findValuesAsText("code")).containsExactly("#A7");
    assertThat(alert.path(0).path("times").asInt()).as("the same event again").isEqualTo(1);
  }

  /** Who makes copies writes what time he likes. */
  @Test
  void aSerialNumberThatIsGivenOutAgainLaterIsToldOfWhateverTimeIsWritten() {
    String event = Captures.commissioning("J2");
    stored(MAKER, event);
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    UPDATE custody.event e SET record_time = now() - interval '11 minutes'
                    FROM custody.unit u WHERE u.serial = 'J2' AND e.id = u.last_event
                    """));
    refused(MAKER, event.replace("T08:00:00Z", "T08:00:01Z"), "already-commissioned");
    assertThat(codes(MAKER, "J2")).containsExactly("#A7");
  }

  @Test
  void aCaseIsOpenedAtTheReceiverWhoHoldsWhatWasInside() {
    String carton = pallet("E1", "E2");
    String pallet = SSCC + newSscc();
    stored(MAKER, packing("ADD", "09", MAKER_GLN, pallet, carton));
    accepted(WHOLESALER, shipped(pallet), ALL);
    stored(
        WHOLESALER,
        packing("DELETE", "12", WHOLESALER_GLN, pallet, carton),
        packing("DELETE", "13", WHOLESALER_GLN, carton, pack("E1")));
    assertThat(custodian(pack("E1"))).isEqualTo(WHOLESALER_GLN);
    assertThat(parent(pack("E1"))).isEqualTo("none");
    assertThat(parent(pack("E2"))).isEqualTo(carton);
    assertThat(code(WHOLESALER, "E1")).isEqualTo("OK");
    refused(MAKER, packing("DELETE", "14", MAKER_GLN, carton, pack("E2")), "not-in-custody");
  }

  @Test
  void whatWasSeenItselfIsToldFromWhatIsInferredFromItsParent() {
    String pallet = pallet("F1", "F2");
    accepted(WHOLESALER, shipped(pallet), ALL);
    stored(WHOLESALER, step("inspecting", "12", WHOLESALER_GLN, quoted(pack("F1"))));
    JsonNode children = done(unit(WHOLESALER, pallet)).get("children");
    assertThat(children.findValuesAsText("unit")).containsExactly(pack("F1"), pack("F2"));
    assertThat(children.findValuesAsText("observed")).containsExactly("true", "false");
    JsonNode steps = trace("F2").path("steps");
    assertThat(steps.findValuesAsText("inferred"))
        .containsExactly("false", "false", "true", "true");
  }

  @Test
  void aUnitIsShownToWhoHoldsItOrIsOfferedItOnly() {
    String pallet = pallet("G1", "G2");
    Answers.assertProblem(unit(WHOLESALER, pallet), ErrorCode.NOT_FOUND);
    long offer = shipped(pallet);
    JsonNode view = done(unit(WHOLESALER, pallet));
    assertThat(view.get("offer").asLong()).isEqualTo(offer);
    assertThat(view.get("inTransitTo").asText()).isEqualTo(WHOLESALER_GLN);
    assertThat(unit(OUTSIDER, pallet).body().get("detail"))
        .isEqualTo(unit(OUTSIDER, SSCC + newSscc()).body().get("detail"));
    accepted(WHOLESALER, offer, ALL);
    Answers.assertProblem(unit(MAKER, pallet), ErrorCode.NOT_FOUND);
    JsonNode page = done(app.get(WHOLESALER, "/api/v1/units/" + pallet.substring(22) + "?limit=1"));
    assertThat(page.get("children").findValuesAsText("unit")).containsExactly(pack("G1"));
    assertThat(page.get("packs").asLong()).isEqualTo(2);
    assertThat(done(unit(WHOLESALER, pack("G1"))).get("topmost").asText()).isEqualTo(pallet);
    Answers.assertProblem(
        app.get(WHOLESALER, "/api/v1/units/095211010000000055"), ErrorCode.INVALID_VALUE);
  }

  /** Else a shipment of 20 pallets would be 20,000 rows, at each hand that it goes through. */
  @Test
  void aPalletIsShippedAndReceivedByAFewRowsHoweverManyPacksItHolds() {
    String[] serials = new String[1_000];
    Arrays.setAll(serials, i -> "ROWS" + i);
    String pallet = pallet(serials);
    AtomicLong offer = new AtomicLong();
    long shipping = rowsWritten(() -> offer.set(shipped(pallet)));
    long receiving = rowsWritten(() -> accepted(WHOLESALER, offer.get(), ALL));
    assertThat(custodian(pack("ROWS999"))).isEqualTo(WHOLESALER_GLN);
    assertThat(shipping).as("rows of custody that the shipment wrote").isBetween(1L, 20L);
    assertThat(receiving).as("rows of custody that the receipt wrote").isBetween(1L, 20L);
  }

  /** Rows that custody and its seals have since then, new or changed, whoever wrote them. */
  private static long rowsWritten(Runnable work) {
    Seals.agree(app); // what was told before is sealed behind it, a row a pack
    return app.bean(Jdbi.class)
        .withHandle(
            handle -> {
              long before =
                  handle
                      .createQuery("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)")
                      .mapTo(Long.class)
                      .one();
              work.run();
              Seals.agree(app);
              List<String> tables =
                  handle
                      .createQuery(
                          """
                          SELECT CAST(CAST(oid AS regclass) AS text) FROM pg_class
                          WHERE relnamespace = CAST('custody' AS regnamespace) AND relkind = 'r'
                          """)
                      .mapTo(String.class)
                      .list();
              return tables.stream()
                  .mapToLong(
                      table ->
                          handle
                              .createQuery(
                                  "SELECT count(*) FROM "
                                      + table
                                      + " WHERE CAST(CAST(xmin AS text) AS bigint) > :before")
                              .bind("before", before)
                              .mapTo(Long.class)
                              .one())
                  .sum();
            });
  }
}
