package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** How long the history of a batch is kept, and by whom it is archived. */
class RetentionIT extends ArchiveTest {
  private static void notDue(String lot) {
    assertThat(listed("admin")).doesNotContain(lot);
    Answers.assertProblem(app.get("admin", path(lot)), ErrorCode.NOT_DUE);
    Answers.assertProblem(remove(lot, "0".repeat(64)), ErrorCode.NOT_DUE);
  }

  @Test
  void aBatchIsKeptUntilAYearAfterItsExpiry() {
    stored(MAKER, commissioning(longAgo(), "R1", today().minusMonths(11), "R1-1"));
    stored(MAKER, commissioning(longAgo(), "R2", today().minusMonths(13), "R2-1"));

    notDue("R1");
    assertThat(listed("admin")).contains("R2");
  }

  @Test
  void aBatchIsKeptForFiveYearsAfterItsRelease() {
    LocalDate expired = today().minusYears(3);
    stored(MAKER, commissioning(today().minusMonths(59), "R3", expired, "R3-1"));
    stored(MAKER, commissioning(today().minusMonths(61), "R4", expired, "R4-1"));

    notDue("R3");
    assertThat(listed("admin")).contains("R4");
  }

  @Test
  void aBatchIsReleasedWhenTheLastOfItsPacksWasCommissioned() {
    old("R5", "R5-1");
    stored(MAKER, commissioning(today().minusMonths(59), "R5", expired(), "R5-2"));

    notDue("R5");
  }

  @Test
  void aBatchIsKeptForAYearAfterTheLatestEvent() {
    old("R6", "R6-1", "R6-2");
    stored(
        MAKER,
        on(today().minusMonths(11), step("destroying", "12", MAKER_GLN, Captures.packs("R6-1"))));

    notDue("R6");
  }

  /** Who handles a pallet names none of its packs. */
  @Test
  void aBatchIsKeptForAYearAfterWhatHeldItWasHandled() {
    String pallet = "095211010000000153";
    old("R10", "R10-1");
    stored(
        MAKER,
        on(longAgo(), aggregation("ADD", "09", pallet, "R10-1")),
        on(
            today().minusMonths(2),
            step("inspecting", "11", MAKER_GLN, "\"" + SSCC + pallet + "\"")));

    assertThat(obstacles("R10").getFirst()).contains("what held a pack");
    Answers.assertProblem(app.get("admin", path("R10")), ErrorCode.NOT_DUE);
  }

  @Test
  void aBatchIsKeptWhileAPackOfItIsOnItsWay() {
    old("R7", "R7-1");
    stored(MAKER, on(longAgo(), shipping("12", Captures.packs("R7-1"))));

    assertThat(obstacles("R7").getFirst()).contains("on its way");
    Answers.assertProblem(app.get("admin", path("R7")), ErrorCode.NOT_DUE);
  }

  @Test
  void aBatchIsKeptWhileACaseAboutAPackOfItIsOpen() {
    old("R8", "R8-1");
    stored(MAKER, dispensed(longAgo(), "R8-1"));
    // Dispensed again, on another day: a case.
    refused(MAKER, dispensed(longAgo().plusDays(9), "R8-1"), "state-already-set");

    assertThat(obstacles("R8").getFirst()).contains("case");
    JsonNode alert = app.get(MAKER, "/api/v1/alerts?serial=R8-1").body().get(0);
    assertThat(
            app.put(
                    MAKER,
                    "/api/v1/alerts/" + alert.get("id").asText() + "/state",
                    "{\"state\":\"closed\",\"cause\":\"handling-error\",\"version\":1}")
                .status())
        .isLessThan(300);

    Archive archive = archived("R8");
    assertThat(archive.lines("alert")).hasSize(1);
    assertThat(archive.lines("alert").getFirst().get("cause").asText()).isEqualTo("handling-error");
    assertThat(app.get(MAKER, "/api/v1/alerts?serial=R8-1").body()).isEmpty();
  }

  @Test
  void aBatchIsKeptWhileACaseAboutWhatHeldAPackOfItIsOpen() {
    String pallet = "095211010000000160";
    old("R11", "R11-1");
    stored(MAKER, on(longAgo(), aggregation("ADD", "09", pallet, "R11-1")));
    assertThat(obstacles("R11").getFirst()).doesNotContain("case");
    refused(
        WHOLESALER,
        on(longAgo(), step("inspecting", "11", WHOLESALER_GLN, "\"" + SSCC + pallet + "\"")),
        "unit-unknown");

    assertThat(obstacles("R11").getFirst()).contains("case");
  }

  @Test
  void aManufacturerSeesWhatIsDueOfItsOwnAndTakesNothingAway() {
    chainOfARival();
    old("R9", "R9-1");

    assertThat(listed(MAKER)).contains("R9");
    assertThat(listed(REGULATOR)).contains("R9");
    assertThat(listed("rival")).isEmpty();
    Answers.assertProblem(app.get(MAKER, path("R9")), ErrorCode.FORBIDDEN);
    Answers.assertProblem(
        app.post(
            REGULATOR,
            path("R9") + "/removal",
            "application/json",
            "{\"digest\":\"" + "0".repeat(64) + "\"}"),
        ErrorCode.FORBIDDEN);
    Answers.assertProblem(app.get(WHOLESALER, "/api/v1/archive/batches"), ErrorCode.FORBIDDEN);
  }

  @Test
  void aBatchThatNobodyRegisteredIsNotFound() {
    Answers.assertProblem(app.get("admin", path("NONE")), ErrorCode.NOT_FOUND);
    Answers.assertProblem(remove("NONE", "0".repeat(64)), ErrorCode.NOT_FOUND);
    Answers.assertProblem(
        app.post("admin", path("NONE") + "/removal", "application/json", "{\"digest\":\"no\"}"),
        ErrorCode.BAD_REQUEST);
  }

  private static void chainOfARival() {
    app.put(
        "admin",
        "/api/v1/organisations/9521106000011",
        "{\"name\":\"rival\",\"role\":\"manufacturer\",\"companyPrefixes\":[\"9521106\"]}");
    app.put(
        "admin",
        "/api/v1/users/rival",
        "{\"name\":\"Rival\",\"organisation\":\"9521106000011\",\"roles\":[\"manufacturer\"],\"password\":\"%s\"}"
            .formatted(RunningApplication.PASSWORD));
  }
}
