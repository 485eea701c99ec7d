package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.custody.application.OldRefusals;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What was refused, because it was told before what it builds on, counts when that is told. */
class RefusedEventsIT extends LateEventsTest {
  @Test
  void whatWasOnlyRefusedBecauseAnUndoCameLateCountsWithThat() {
    stored(MAKER, Captures.commissioning("M2"), dispensing("10", "M2"));
    refused(MAKER, shipping("14", Captures.packs("M2")), "not-active");
    stored(MAKER, undoing("12", MAKER_GLN, "M2"));
    assertThat(code(WHOLESALER, "M2")).isEqualTo("NOT_RECEIVED");
    stored(WHOLESALER, step("receiving", "15", WHOLESALER_GLN, Captures.packs("M2")));
    assertThat(code(WHOLESALER, "M2")).isEqualTo("OK");
  }

  @Test
  void whatIsToldOfAPackBeforeItsPalletIsReceivedCountsWithThat() {
    String pallet = "095211010000000085";
    stored(
        MAKER,
        Captures.commissioning("N4", "N5"),
        aggregation("ADD", "09", pallet, "N4"),
        shipping("10", sscc(pallet)));
    refused(
        WHOLESALER,
        step("dispensing", "12", WHOLESALER_GLN, Captures.packs("N4")),
        "not-in-custody");
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, sscc(pallet)));
    assertThat(code(WHOLESALER, "N4")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatWasAskedForAndRefusedNeverCounts() {
    stored(MAKER, Captures.commissioning("N8"), dispensing("10", "N8"));
    Answers.assertProblem(supply("N8", "n8", "\"2026-11-20T14:00:00Z\""), ErrorCode.CHANGE_REFUSED);
    stored(MAKER, undoing("12", MAKER_GLN, "N8"));
    assertThat(code(MAKER, "N8")).isEqualTo("OK");
  }

  @Test
  void whatWasRefusedAndDeclaredToBeInErrorNeverCounts() {
    stored(MAKER, Captures.commissioning("N9"), dispensing("10", "N9"));
    refused(MAKER, dispensing("14", "N9"), "state-already-set");
    refused(MAKER, inError(dispensing("14", "N9")), "event-unknown");
    stored(MAKER, undoing("12", MAKER_GLN, "N9"));
    assertThat(code(MAKER, "N9")).isEqualTo("OK");
  }

  /** Nor does it keep what others tell from being taken at once. */
  @Test
  void whatIsToldByWhoNeverHadAPackMakesNothingLate() {
    stored(MAKER, Captures.commissioning("P1"));
    String told = "SELECT told::text FROM custody.unit WHERE serial = 'P1'";
    List<String> before = strings(told);
    refused(
        WHOLESALER, step("dispensing", "15", WHOLESALER_GLN, Captures.packs("P1")), "unit-unknown");
    assertThat(strings(told)).isEqualTo(before);
    refused(MAKER, step("receiving", "15", MAKER_GLN, Captures.packs("P1")), "not-offered");
    assertThat(strings(told)).isNotEqualTo(before);
    stored(MAKER, dispensing("14", "P1"), undoing("16", MAKER_GLN, "P1"));
    assertThat(code(MAKER, "P1")).isEqualTo("OK");
  }

  @Test
  void whatAReceiverTellsBeforeTheShipmentToHimIsToldCountsWithThat() {
    stored(MAKER, Captures.commissioning("T1"));
    refused(
        WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, Captures.packs("T1")), "unit-unknown");
    refused(
        WHOLESALER, step("receiving", "11", WHOLESALER_GLN, Captures.packs("T1")), "unit-unknown");
    stored(MAKER, shipping("10", Captures.packs("T1")));
    assertThat(code(WHOLESALER, "T1")).isEqualTo("SUPPLIED");
  }

  @Test
  void soDoesWhatHeTellsOfWhatIsInIt() {
    String pallet = "095211010000000191";
    stored(
        MAKER,
        Captures.commissioning("T2", "T3"),
        aggregation("ADD", "09", pallet, "T2"),
        aggregation("ADD", "09", pallet, "T3"));
    refused(
        WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, Captures.packs("T2")), "unit-unknown");
    stored(MAKER, shipping("10", sscc(pallet)));
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, sscc(pallet)));
    assertThat(code(WHOLESALER, "T2")).isEqualTo("SUPPLIED");
    assertThat(code(WHOLESALER, "T3")).isEqualTo("OK");
  }

  @Test
  void whatAStrangerToldUndoesNothingThatWasAskedFor() {
    stored(MAKER, Captures.commissioning("T4"));
    refused(WHOLESALER, undoing("14", WHOLESALER_GLN, "T4"), "unit-unknown");
    assertThat(supply("T4", "t4", "\"2026-11-20T12:00:00Z\"").status()).isEqualTo(200);
    refused(MAKER, shipping("13", Captures.packs("T4")), "not-active");
    assertThat(code(MAKER, "T4")).isEqualTo("SUPPLIED");
  }

  /** A clock that is wrong, or a receipt of what never arrives: others get on. */
  @Test
  void whatWasRefusedDoesNotHoldUpOthersWithWhatItNames() {
    stored(MAKER, Captures.commissioning("T5", "T6"));
    refused(
        WHOLESALER,
        step("receiving", "15", WHOLESALER_GLN, Captures.packs("T5", "T6")),
        "unit-unknown");
    stored(MAKER, shipping("10", Captures.packs("T5")));
    stored(MAKER, dispensing("12", "T6"));
    assertThat(code(MAKER, "T6")).isEqualTo("SUPPLIED");
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, Captures.packs("T5")));
    assertThat(code(WHOLESALER, "T5")).isEqualTo("OK");
  }

  /** What was refused names what is not known, of which something else was refused, and so on. */
  @Test
  void aChainOfRefusedEventsStopsNothing() {
    String pallet = "095211010000000115";
    stored(MAKER, Captures.commissioning("P4", "P5"), aggregation("ADD", "09", pallet, "P4"));
    List<String> unknown =
        List.of(
            "095211010000002010",
            "095211010000002027",
            "095211010000002034",
            "095211010000002041",
            "095211010000002058",
            "095211010000002065",
            "095211010000002072",
            "095211010000002089");
    String last = pallet;
    for (String next : unknown) {
      refused(MAKER, nested("DELETE", "12", last, sscc(next)), "unit-unknown");
      last = next;
    }
    stored(MAKER, aggregation("ADD", "10", pallet, "P5"));
    assertThat(memberships("P5")).isEqualTo(1);
  }

  @Test
  void whatWasRefusedAndCorrectedUnderItsOwnIdStopsNothing() {
    String pallet = "095211010000000122";
    String id = "{\"eventID\": \"urn:uuid:2f1b3c84-7d4e-4a55-9d0e-5f0c8a6b7e01\",";
    stored(MAKER, Captures.commissioning("P6", "P7"));
    refused(
        MAKER,
        nested("ADD", "11", pallet, Captures.packs("P6", "P8")).replaceFirst("\\{", id),
        "unit-unknown");
    stored(MAKER, aggregation("ADD", "12", pallet, "P6").replaceFirst("\\{", id));
    stored(MAKER, Captures.commissioning("P8"));
    stored(MAKER, aggregation("ADD", "10", pallet, "P7"));
    assertThat(memberships("P7")).isEqualTo(1);
  }

  @Test
  void allThatWaitedForOneReceiptCounts() {
    String pallet = "095211010000000139";
    String[] packs = IntStream.range(0, 60).mapToObj(i -> "Q" + i).toArray(String[]::new);
    stored(
        MAKER,
        Captures.commissioning(packs),
        nested("ADD", "09", pallet, Captures.packs(packs)),
        shipping("10", sscc(pallet)));
    JsonNode job =
        capture(
            WHOLESALER,
            Stream.of(packs)
                .map(pack -> step("dispensing", "12", WHOLESALER_GLN, Captures.packs(pack)))
                .toArray(String[]::new));
    assertThat(job.get("errors").findValuesAsText("code"))
        .hasSize(60)
        .containsOnly("not-in-custody");
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, sscc(pallet)));
    assertThat(packs).allMatch(pack -> code(WHOLESALER, pack).equals("SUPPLIED"));
  }

  /** A line and a packing station have clocks of their own. */
  @Test
  void aDocumentOfTwoClocksIsTakenInItsOwnOrder() {
    String pallet = "095211010000000146";
    stored(
        MAKER,
        Captures.commissioning("R1").replace("08:00:00Z", "10:00:30Z"),
        aggregation("ADD", "10", pallet, "R1"),
        shipping("11", sscc(pallet)));
    stored(WHOLESALER, step("receiving", "12", WHOLESALER_GLN, sscc(pallet)));
    assertThat(code(WHOLESALER, "R1")).isEqualTo("OK");
  }

  @Test
  void whatIsToldOfAPackBeforeItIsCommissionedCounts() {
    refused(MAKER, dispensing("12", "R2"), "unit-unknown");
    stored(MAKER, Captures.commissioning("R2"));
    assertThat(code(MAKER, "R2")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatAReceiverTellsOfAPackBeforeItIsCommissionedCountsWhenAllElseIsToldInOrder() {
    String pallet = "095211010000000153";
    List<String> inOrder =
        List.of(
            Captures.commissioning("R3", "R4"),
            aggregation("ADD", "09", pallet, "R3"),
            aggregation("ADD", "09", pallet, "R4"),
            shipping("10", sscc(pallet)));
    refused(
        WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, Captures.packs("R3")), "unit-unknown");
    inOrder.forEach(event -> stored(MAKER, event));
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, sscc(pallet)));
    assertThat(code(WHOLESALER, "R3")).isEqualTo("SUPPLIED");
    assertThat(code(WHOLESALER, "R4")).isEqualTo("OK");
  }

  @Test
  void andWhenAllElseIsToldInOneDocument() {
    String pallet = "095211010000000160";
    refused(
        WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, Captures.packs("R5")), "unit-unknown");
    stored(
        MAKER,
        Captures.commissioning("R5", "R6"),
        aggregation("ADD", "09", pallet, "R5"),
        shipping("10", sscc(pallet)));
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, sscc(pallet)));
    assertThat(code(WHOLESALER, "R5")).isEqualTo("SUPPLIED");
  }

  @Test
  void whoWasToldThatAPackIsDispensedDoesNotFindItActiveAgain() {
    stored(MAKER, Captures.commissioning("R7"));
    refused(MAKER, undoing("14", MAKER_GLN, "R7"), "undo-nothing");
    assertThat(supply("R7", "r7", "\"2026-11-20T12:00:00Z\"").status()).isEqualTo(200);
    assertThat(code(MAKER, "R7")).isEqualTo("SUPPLIED");
    // Nor by something else that is told late.
    String pallet = "095211010000000177";
    stored(
        MAKER, aggregation("ADD", "09", pallet, "R7"), aggregation("DELETE", "10", pallet, "R7"));
    assertThat(code(MAKER, "R7")).isEqualTo("SUPPLIED");
    assertThat(supply("R7", "r7-again", "\"2026-11-20T12:30:00Z\"").status()).isEqualTo(409);
  }

  @Test
  void whatIsToldToHaveEndedAndToHaveComeBackIsBack() {
    stored(MAKER, Captures.commissioning("R8"));
    refused(MAKER, undoing("14", MAKER_GLN, "R8"), "undo-nothing");
    stored(MAKER, dispensing("12", "R8"));
    assertThat(code(MAKER, "R8")).isEqualTo("OK");
  }

  @Test
  void whatIsToldLateAndWhatIsAskedForAtTheSameTimeBothEnd() {
    String pallet = "095211010000000184";
    List<String> packs = IntStream.range(0, 12).mapToObj(i -> "S" + i).toList();
    stored(MAKER, Captures.commissioning(packs.toArray(String[]::new)));
    packs.forEach(pack -> stored(MAKER, locking("12", pack), undoing("13", MAKER_GLN, pack)));
    try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
      List<CompletableFuture<JsonNode>> late =
          packs.stream()
              .map(
                  pack ->
                      CompletableFuture.supplyAsync(
                          () -> capture(MAKER, aggregation("ADD", "09", pallet, pack)), threads))
              .toList();
      List<CompletableFuture<Answer>> asked =
          packs.stream()
              .map(
                  pack ->
                      CompletableFuture.supplyAsync(
                          () -> supply(pack, "s" + pack, "null"), threads))
              .toList();
      late.forEach(job -> assertThat(job.join().get("success").asBoolean()).isTrue());
      asked.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
    }
    assertThat(packs).allMatch(pack -> code(MAKER, pack).equals("SUPPLIED"));
  }

  @Test
  void ofOneOrganisationTheOldestThatIsTooMuchIsForgotten() {
    String kept =
        "SELECT count(*)::text FROM custody.refused_event r JOIN registry.organisations o"
            + " ON o.id = r.organisation_id WHERE o.gln = '"
            + MAKER_GLN
            + "'";
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO custody.refused_event (organisation_id, event_hash, document,
                                                       returns, event_time, told)
                    SELECT o.id, sha256(n::text::bytea), '{}', false, now(),
                           now() - make_interval(secs => n)
                    FROM registry.organisations o, generate_series(1, 12000) n WHERE o.gln = ?
                    """,
                    MAKER_GLN));
    refused(MAKER, dispensing("12", "R9"), "unit-unknown");
    assertThat(strings(kept)).containsExactly("10000");
    stored(MAKER, Captures.commissioning("R9"));
    assertThat(code(MAKER, "R9")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatIsTooOldIsForgottenBesideWhoHoldsSomeOfItLocked() {
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO custody.refused_event (organisation_id, event_hash, document,
                                                       returns, event_time, told)
                    SELECT gen_random_uuid(), sha256(('old' || n)::bytea), 'old', false, now(),
                           now() - make_interval(hours => CASE n WHEN 1 THEN 239 ELSE 241 END)
                    FROM generate_series(1, 250) n
                    """));
    String left = "SELECT count(*)::text FROM custody.refused_event WHERE document = 'old'";
    OldRefusals old = app.bean(OldRefusals.class);
    app.bean(Jdbi.class)
        .useTransaction(
            handle -> {
              handle.execute(
                  "SELECT FROM custody.refused_event WHERE event_hash = sha256('old2') FOR UPDATE");
              await()
                  .atMost(PATIENCE)
                  .until(() -> !old.removeNext() && strings(left).equals(List.of("2")));
            });
    await().atMost(PATIENCE).until(() -> !old.removeNext() && strings(left).equals(List.of("1")));
  }

  /** As a database has it that is older than the column. */
  @Test
  void whatWasPutInItsPlaceBeforeThatWasNotedIsAppliedInTheOrderOfTime() {
    String first = "095211010000000207";
    String second = "095211010000000214";
    stored(MAKER, Captures.commissioning("V1"));
    assertThat(supply("V1", "v1", "\"2026-11-20T12:00:00Z\"").status()).isEqualTo(200);
    stored(MAKER, aggregation("ADD", "09", first, "V1"));
    int replayed =
        app.bean(Jdbi.class)
            .withHandle(
                handle ->
                    handle.execute(
                        """
                        UPDATE custody.unit SET replayed = NULL
                        WHERE id IN (SELECT unit_id FROM custody.change WHERE turn IS NOT NULL)
                          AND (serial = 'V1' OR key = ?)
                        """,
                        first));
    assertThat(replayed).isEqualTo(1);
    stored(MAKER, aggregation("DELETE", "10", first, "V1"), aggregation("ADD", "11", second, "V1"));
    assertThat(
            strings(
                "SELECT count(DISTINCT m.parent_id)::text FROM custody.membership m"
                    + " JOIN custody.unit u ON u.id = m.child_id WHERE u.serial = 'V1'"))
        .containsExactly("2");
    assertThat(code(MAKER, "V1")).isEqualTo("SUPPLIED");
  }

  private static Answer supply(String serial, String id, String time) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + SupplyChain.GTIN + "/" + serial,
        "application/json",
        """
        {"transactionId": "%s", "state": "Supplied", "time": %s, "place": "%s"}
        """
            .formatted(id, time, MAKER_GLN));
  }
}
