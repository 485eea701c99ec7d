package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What events and changes tell who never had to do with a unit: the same as of none. */
class ScopingUnitsIT extends SupplyChainTest {
  private static final String PACK = "SCOPED";
  private static final String LINK = "https://id.gs1.org/01/" + GTIN + "/21/";

  @BeforeAll
  static void commission() {
    commissioned(PACK, "SC1");
  }

  /** By Kafka and EPCIS too: whose a unit is, what it is in and what became of it is not told. */
  @Test
  void anEventAboutAnothersUnitIsRefusedAsOneAboutNone() {
    String sold = "SC-SOLD";
    commissioned(sold, "SC1");
    assertThat(
            app.send(
                    MAKER,
                    "PATCH",
                    "/api/v1/packs/" + GTIN + "/" + sold,
                    "application/json",
                    "{\"transactionId\":\"sc\",\"state\":\"Supplied\"}")
                .status())
        .isEqualTo(200);
    for (String serial : List.of(PACK, sold, "NOBODY")) {
      for (String step : List.of("dispensing", "receiving", "destroying", "inspecting")) {
        Answer answer =
            app.post(OUTSIDER, "/epcis/v2/events", "application/json", event(step, serial));
        assertThat(answer.raw().body()).as("%s %s", step, serial).contains("unit-unknown");
        assertThat(answer.body().path("detail").asText().replace(serial, "*"))
            .as("%s %s", step, serial)
            .isEqualTo(
                app.post(OUTSIDER, "/epcis/v2/events", "application/json", event(step, "NONE"))
                    .body()
                    .path("detail")
                    .asText()
                    .replace("NONE", "*"));
      }
      Answer change =
          app.send(
              OUTSIDER,
              "PATCH",
              "/api/v1/packs/" + GTIN + "/" + serial,
              "application/json",
              "{\"transactionId\":\"%s\",\"state\":\"Active\",\"batch\":\"SC2\"}"
                  .formatted(UUID.randomUUID()));
      assertThat(change.body().path("reason").asText()).as(serial).isEqualTo("unit-unknown");
    }
    await().until(() -> verdict(MAKER, PACK).path("verdict").asText().equals("OK"));
  }

  /** Who saw it only says so; who had it may say so later, too. */
  @Test
  void whoHadAPackMaySayThatItSawIt() {
    Answer seen =
        app.post(
            MAKER,
            "/epcis/v2/events",
            "application/json",
            event("inspecting", PACK).replace(SupplyChain.OUTSIDER_GLN, SupplyChain.MAKER_GLN));
    assertThat(seen.status()).as(seen.raw().body()).isEqualTo(201);
  }

  /** Anybody may say something about anything: it makes nobody concerned. */
  @Test
  void whoSaidSomethingAboutAPackIsToldNoMoreOfIt() {
    for (String serial : List.of(PACK, "NOBODY")) {
      Answer said =
          app.post(
              OUTSIDER,
              "/epcis/v2/events",
              "application/json",
              """
              {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
               "type": "AggregationEvent", "eventTime": "2026-11-20T12:00:00Z",
               "eventTimeZoneOffset": "+00:00", "action": "ADD", "childEPCs": [%s],
               "parentID": "https://id.gs1.org/8003/09521101000023%s",
               "readPoint": {"id": "https://id.gs1.org/414/%s"}}
              """
                  .formatted(Captures.packs(serial), serial, SupplyChain.OUTSIDER_GLN));
      assertThat(said.status()).as(said.raw().body()).isEqualTo(201);
      Answer dispensed =
          app.post(OUTSIDER, "/epcis/v2/events", "application/json", event("dispensing", serial));
      assertThat(dispensed.raw().body()).as(serial).contains("unit-unknown");
    }
  }

  @Test
  void aBulkChangeOfAnothersPackIsRefusedAsOfNone() {
    Answer asked =
        app.post(
            OUTSIDER,
            "/api/v1/packs/changes?state=Locked&transactionId=" + UUID.randomUUID(),
            "text/csv",
            "gtin,serial\n%s,%s\n%s,NOBODY\n".formatted(GTIN, PACK, GTIN));
    String job = BulkJobs.address(asked);
    await().atMost(PATIENCE).until(() -> app.get(OUTSIDER, job).body().has("finished"));
    JsonNode results = app.get(OUTSIDER, job + "/results").body();
    assertThat(results).hasSize(2);
    assertThat(refusal(results.get(0), PACK))
        .contains("unit-unknown")
        .isEqualTo(refusal(results.get(1), "NOBODY"));
  }

  private static String refusal(JsonNode result, String serial) {
    return result.toString().replace(serial, "*").replaceAll("\"(n|position)\":\\d+", "*");
  }

  /** Who may not label with a number is told that, whether the number is in use or not. */
  @Test
  void packingIntoAnothersLogisticUnitIsRefusedAsIntoOneThatIsNone() {
    String theirs = "https://id.gs1.org/00/095211010000077773";
    String nobodys = "https://id.gs1.org/00/095211010000077780";
    Answer commissioned =
        app.post(
            MAKER,
            "/epcis/v2/events",
            "application/json",
            labelling("ObjectEvent", SupplyChain.MAKER_GLN, "\"epcList\": [\"%s\"]", theirs));
    assertThat(commissioned.status()).as(commissioned.raw().body()).isEqualTo(201);
    for (String[] event :
        new String[][] {
          {"ObjectEvent", "\"epcList\": [\"%s\"]"},
          {"AggregationEvent", "\"parentID\": \"%s\", \"childEPCs\": [\"" + LINK + "NONE\"]"}
        }) {
      Answer known =
          app.post(
              OUTSIDER,
              "/epcis/v2/events",
              "application/json",
              labelling(event[0], SupplyChain.OUTSIDER_GLN, event[1], theirs));
      Answer unknown =
          app.post(
              OUTSIDER,
              "/epcis/v2/events",
              "application/json",
              labelling(event[0], SupplyChain.OUTSIDER_GLN, event[1], nobodys));
      assertThat(known.raw().body())
          .contains(event[0].equals("ObjectEvent") ? "not-entitled" : "unit-unknown");
      assertThat(
              known
                  .body()
                  .path("detail")
                  .asText()
                  .replace(theirs.substring(theirs.lastIndexOf('/') + 1), "*"))
          .isEqualTo(
              unknown
                  .body()
                  .path("detail")
                  .asText()
                  .replace(nobodys.substring(nobodys.lastIndexOf('/') + 1), "*"));
    }
  }

  private static String labelling(String type, String gln, String units, String sscc) {
    return """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "%s", "eventTime": "2026-11-20T12:00:00Z",
         "eventTimeZoneOffset": "+00:00", "action": "ADD", "bizStep": "%s", %s,
         "readPoint": {"id": "https://id.gs1.org/414/%s"}}
        """
        .formatted(
            type,
            type.equals("ObjectEvent") ? "commissioning" : "packing",
            units.formatted(sscc),
            gln);
  }

  private static String event(String step, String serial) {
    return """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "ObjectEvent", "eventTime": "2026-11-20T12:00:00Z",
         "eventTimeZoneOffset": "+00:00", "epcList": [%s], "action": "%s", "bizStep": "%s",
         "readPoint": {"id": "https://id.gs1.org/414/%s"}}
        """
        .formatted(
            Captures.packs(serial),
            step.equals("destroying") ? "DELETE" : "OBSERVE",
            step,
            SupplyChain.OUTSIDER_GLN);
  }
}
