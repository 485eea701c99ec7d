package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What an archive holds, what removing it leaves, and that it is whole or not at all. */
class ArchiveIT extends ArchiveTest {
  private static String events(String serial) {
    return "/epcis/v2/events?MATCH_epc=" + EpcisEvents.encoded(EpcisEvents.pack(serial));
  }

  @Test
  void theArchiveHoldsTheWholeHistoryAndItsDigest() {
    String pallet = "095211010000000115";
    old("A1", "A1-1", "A1-2", "A1-3");
    stored(
        MAKER,
        on(longAgo(), aggregation("ADD", "09", pallet, "A1-1")),
        on(longAgo(), shipping("11", "\"" + SSCC + pallet + "\"")));
    stored(
        WHOLESALER,
        on(longAgo(), step("receiving", "12", WHOLESALER_GLN, "\"" + SSCC + pallet + "\"")));
    List<JsonNode> told = EpcisEvents.list(app.get(REGULATOR, events("A1-1"))).stream().toList();

    Archive archive = download("A1");

    assertThat(archive.computed()).isEqualTo(archive.digest());
    assertThat(archive.lines("archive").getFirst().get("lot").asText()).isEqualTo("A1");
    assertThat(archive.lines("product").getFirst().get("name").asText()).isEqualTo("Testomycin");
    assertThat(archive.lines("unit")).hasSize(4);
    assertThat(archive.lines("membership")).hasSize(1);
    assertThat(archive.lines("offer").getFirst().get("receiver").asText())
        .isEqualTo(WHOLESALER_GLN);
    // Shipping and receiving named only the pallet.
    assertThat(archive.lines("event")).hasSize(4).allMatch(e -> e.get("leaf").isIntegralNumber());
    assertThat(
            archive.lines("event").stream()
                .map(e -> "ni:///sha-256;" + e.get("hash").asText() + "?ver=CBV2.0"))
        .containsAll(
            told.stream()
                .map(e -> e.path("eventID").asText())
                .filter(id -> id.startsWith("ni:"))
                .toList());
    assertThat(told).isNotEmpty();
    assertThat(download("A1").text()).as("twice the same").isEqualTo(archive.text());
  }

  @Test
  void ofAnArchivedPackNothingIsLeftButThatItExpired() {
    old("A2", "A2-1", "A2-2");
    stored(MAKER, dispensed(longAgo(), "A2-1"));
    Archive archive = download("A2");
    Seals.agree(app); // seals are entries too
    long logged = count("SELECT count(*) FROM anchoring.entry");
    assertThat(history("A2-_")).isPositive();

    assertThat(remove("A2", archive.digest()).status()).isEqualTo(200);

    assertThat(history("A2-_")).isZero();
    assertThat(count("SELECT count(*) FROM anchoring.entry")).isEqualTo(logged);
    for (String who : List.of(MAKER, WHOLESALER, PHARMACY, REGULATOR)) {
      assertThat(code(who, "A2-1")).isEqualTo("EXPIRED");
      assertThat(code(who, "A2-2")).isEqualTo("EXPIRED");
    }
    assertThat(verdict(MAKER, "A2-2").path("level").asText()).isEqualTo("STOP");
    assertThat(EpcisEvents.list(app.get(REGULATOR, events("A2-1")))).isEmpty();
    assertThat(listed("admin")).doesNotContain("A2");
    assertThat(app.get(MAKER, "/api/v1/alerts?serial=A2-1").body()).isEmpty();
  }

  @Test
  void nothingIsCapturedAboutAnArchivedPack() {
    String commissioning = commissioning(longAgo(), "A3", expired(), "A3-1");
    stored(MAKER, commissioning);
    archived("A3");

    refused(MAKER, dispensed(longAgo(), "A3-1"), "batch-archived");
    refused(
        WHOLESALER,
        dispensed(longAgo(), "A3-1").replace(MAKER_GLN, WHOLESALER_GLN),
        "batch-archived");
    refused(MAKER, commissioning, "batch-archived");
    refused(MAKER, inError(commissioning), "batch-archived");
    refused(
        MAKER,
        on(longAgo(), aggregation("ADD", "09", "095211010000000122", "A3-1")),
        "batch-archived");
    Answer change =
        app.send(
            MAKER,
            "PATCH",
            "/api/v1/packs/" + GTIN + "/A3-1",
            "application/json",
            "{\"transactionId\":\"a3\",\"state\":\"Destroyed\",\"place\":\"%s\"}"
                .formatted(MAKER_GLN));
    Answers.assertProblem(change, ErrorCode.CHANGE_REFUSED);
    assertThat(change.body().path("reason").asText()).isEqualTo("batch-archived");
  }

  @Test
  void anArchivedBatchGetsNoPacksAndItsNumbersAreNeverUsedAgain() {
    old("A4", "A4-1");
    archived("A4");

    refused(MAKER, commissioning(longAgo(), "A4", expired(), "A4-2"), "batch-archived");
    refused(
        MAKER, commissioning(today(), "A4-NEW", today().plusYears(2), "A4-1"), "batch-archived");
    assertThat(code(MAKER, "A4-1")).isEqualTo("EXPIRED");
  }

  @Test
  void aNumberThatWasCommissionedInErrorIsNotUsedAgainEither() {
    old("A20", "A20-1", "A20-VOID");
    // As if that had been declared in its time.
    int changed =
        app.bean(Jdbi.class)
            .withHandle(
                handle ->
                    handle.execute(
                        "UPDATE custody.unit SET state = 'Void' WHERE serial = 'A20-VOID'"));
    assertThat(changed).isEqualTo(1);
    archived("A20");

    assertThat(code(MAKER, "A20-VOID")).isEqualTo("EXPIRED");
    refused(
        MAKER,
        commissioning(today(), "A20-NEW", today().plusYears(2), "A20-VOID"),
        "batch-archived");
  }

  @Test
  void whatWasRefusedOfAnArchivedPackMayNoMoreComeToCount() {
    String kept = "SELECT count(*) FROM custody.refused_unit WHERE name LIKE '%A21-1'";
    old("A21", "A21-1");
    stored(MAKER, dispensed(longAgo(), "A21-1"));
    refused(
        MAKER,
        on(longAgo(), step("receiving", "18", MAKER_GLN, Captures.packs("A21-1"))),
        "not-offered");
    assertThat(count(kept)).isEqualTo(1);
    archived("A21");
    assertThat(count(kept)).isZero();
  }

  @Test
  void whatIsSharedIsNotDeclaredToBeInErrorOverAnArchive() {
    String shared =
        on(longAgo(), step("inspecting", "10", MAKER_GLN, Captures.packs("A10-1", "A11-1")));
    old("A10", "A10-1");
    stored(MAKER, commissioning(longAgo(), "A11", today().plusYears(1), "A11-1"), shared);
    archived("A10");

    refused(MAKER, inError(shared), "batch-archived");
  }

  @Test
  void whatWasSharedWithAnotherBatchGoesWithTheLastOfThem() {
    String pallet = "095211010000000139";
    old("A5", "A5-1", "A5-2");
    stored(MAKER, commissioning(longAgo(), "A6", today().plusYears(1), "A6-1", "A6-2"));
    old("A7", "A7-1");
    for (String pack : List.of("A5-1", "A6-1", "A7-1")) {
      stored(MAKER, on(longAgo(), aggregation("ADD", "09", pallet, pack)));
    }
    stored(
        MAKER,
        on(longAgo(), step("inspecting", "10", MAKER_GLN, Captures.packs("A5-2", "A7-1"))),
        on(longAgo(), step("inspecting", "11", MAKER_GLN, "\"" + SSCC + pallet + "\"")));
    String both = events("A7-1");
    int before = EpcisEvents.list(app.get(REGULATOR, both)).size();
    String contents = "/api/v1/units/" + pallet;
    assertThat(app.get(MAKER, contents).body().findValuesAsText("batch")).contains("A5", "A6");

    Archive first = archived("A5");

    assertThat(first.lines("event")).hasSize(6);
    assertThat(EpcisEvents.list(app.get(REGULATOR, both))).as("of the other").hasSize(before);
    assertThat(code(MAKER, "A6-1")).isEqualTo("OK");
    assertThat(app.get(MAKER, contents).body().findValuesAsText("batch"))
        .contains("A6")
        .doesNotContain("A5");
    assertThat(trace("A6-1").path("steps")).hasSize(3);

    Archive second = archived("A7");

    assertThat(second.lines("event").stream().map(e -> e.get("hash").asText()))
        .as("what is about both is in both")
        .containsAnyElementsOf(
            first.lines("event").stream().map(e -> e.get("hash").asText()).toList());
    // The pallet still holds a pack that has not expired, so what put others on it stays.
    assertThat(EpcisEvents.list(app.get(REGULATOR, both)))
        .extracting(event -> event.path("type").asText())
        .containsExactly("AggregationEvent");
    assertThat(trace("A6-1").path("steps")).hasSize(3);
  }

  @Test
  void aPalletThatHeldNothingElseIsArchivedWithItsPacks() {
    String pallet = "095211010000000146";
    old("A8", "A8-1");
    stored(
        MAKER,
        on(longAgo(), aggregation("ADD", "09", pallet, "A8-1")),
        on(longAgo(), step("inspecting", "11", MAKER_GLN, "\"" + SSCC + pallet + "\"")));
    archived("A8");

    assertThat(
            count(
                "SELECT count(*) FROM custody.event_unit e JOIN custody.unit u ON u.id = e.unit_id WHERE u.key = '"
                    + pallet
                    + "'"))
        .isZero();
    refused(
        MAKER,
        on(longAgo(), step("inspecting", "12", MAKER_GLN, "\"" + SSCC + pallet + "\"")),
        "batch-archived");
  }

  @Test
  void nothingIsRemovedUnlessTheArchiveIsWhatIsOnRecord() {
    old("A9", "A9-1");
    Archive stale = download("A9");
    stored(MAKER, dispensed(longAgo(), "A9-1"));
    long before = history("A9-_");

    Archive fresh = download("A9");
    Answers.assertProblem(remove("A9", stale.digest()), ErrorCode.ARCHIVE_DIFFERS);

    assertThat(history("A9-_")).isEqualTo(before);
    assertThat(code(MAKER, "A9-1")).isEqualTo("EXPIRED");
    assertThat(remove("A9", fresh.digest()).status()).isEqualTo(200);
  }

  @Test
  void askedAgainItAnswersTheSame() {
    old("B1", "B1-1");
    Archive archive = download("B1");
    JsonNode first = remove("B1", archive.digest()).body();

    assertThat(remove("B1", archive.digest()).body()).isEqualTo(first);
    Answers.assertProblem(remove("B1", "0".repeat(64)), ErrorCode.CONFLICT);
    Answers.assertProblem(app.get("admin", path("B1")), ErrorCode.CONFLICT);
  }

  @Test
  void whoIsKilledAtTheLastStepHasRemovedNothing() {
    old("B2", "B2-1", "B2-2");
    Archive archive = download("B2");
    long before = history("B2-_");
    Jdbi jdbi = app.bean(Jdbi.class);
    jdbi.useHandle(
        handle ->
            handle
                .createScript(
                    """
                    CREATE FUNCTION registry.die() RETURNS trigger LANGUAGE plpgsql AS
                      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END';
                    CREATE TRIGGER die BEFORE UPDATE OF archived ON registry.batch
                      FOR EACH ROW EXECUTE FUNCTION registry.die()
                    """)
                .execute());
    try {
      assertThat(remove("B2", archive.digest()).status()).isGreaterThanOrEqualTo(500);
    } finally {
      jdbi.useHandle(
          handle ->
              handle
                  .createScript("DROP TRIGGER die ON registry.batch; DROP FUNCTION registry.die()")
                  .execute());
    }
    assertThat(history("B2-_")).isEqualTo(before);
    assertThat(trace("B2-1").path("steps")).hasSize(1);
    assertThat(remove("B2", archive.digest()).status()).isEqualTo(200);
    assertThat(history("B2-_")).isZero();
  }

  /** Whoever adds a table that refers to an event or a unit has to think of archives. */
  @Test
  void everyTableThatRefersToWhatIsRemovedIsKnownHere() {
    Map<String, String> references =
        Map.of(
            "custody.event",
                "change, delivery, event, event_identifier, event_unit, offer, offer_unit",
            "custody.unit", "change, content, event_unit, membership, offer_unit, unit",
            "custody.offer", "offer_surplus, offer_unit",
            "verification.alert", "concerned, notice, step",
            "verification.saleable_return", "");
    references.forEach(
        (table, expected) ->
            assertThat(
                    strings(
                        """
                        SELECT coalesce(string_agg(DISTINCT r.relname, ', ' ORDER BY r.relname), '')
                        FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
                        WHERE c.contype = 'f' AND c.confrelid = '%s'::regclass
                        """
                            .formatted(table)))
                .as(table)
                .containsExactly(expected));
  }
}
