package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.SupplyChain.GTIN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests need that look at packs with the eyes of somebody. Each test has packs of its own. */
abstract class SecrecyTest extends SupplyChainTest {
  static EpcisEvents epcis;
  private int minute;

  @BeforeAll
  static void ask() {
    epcis = new EpcisEvents(app);
  }

  @BeforeEach
  void restart() {
    minute = 0;
  }

  String at() {
    return "2026-11-20T08:%02d:00Z".formatted(minute++);
  }

  static List<JsonNode> events(String who, String serial) {
    return epcis.events(
        who, "/epcis/v2/events?orderBy=eventTime&orderDirection=ASC&MATCH_anyEPC=" + pack(serial));
  }

  /** The business steps of the events of a pack that somebody sees. */
  static List<String> steps(String who, String serial) {
    return events(who, serial).stream().map(e -> e.get("bizStep").asText()).toList();
  }

  static JsonNode event(String who, String serial, String step) {
    return events(who, serial).stream()
        .filter(e -> e.get("bizStep").asText().equals(step))
        .findFirst()
        .orElseThrow();
  }

  static JsonNode journey(String who, String serial) {
    return app.get(who, "/api/v1/packs/" + GTIN + "/" + serial + "/trace").body().path("steps");
  }

  static boolean finds(String who, String query) {
    return !epcis.events(who, "/epcis/v2/events?" + query).isEmpty();
  }
}
