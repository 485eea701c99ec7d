package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;

/** What tests of alerts need: packs, changes of them, and the alerts that these raise. */
abstract class AlertTest extends SupplyChainTest {
  /** A pharmacist who works at the outsider's site. */
  static final String COUNTER = "counter";

  /**
   * When most of it happens: after the packs were commissioned, with an offset as a pharmacy has.
   */
  @SuppressWarnings("NullAway.Init")
  static OffsetDateTime yesterday;

  @BeforeAll
  static void prepare() {
    yesterday =
        OffsetDateTime.now(ZoneOffset.ofHours(1))
            .truncatedTo(ChronoUnit.MINUTES)
            .plusSeconds(30) // As text a full minute has no seconds, which is no time in EPCIS.
            .minusDays(1);
    user(COUNTER, OUTSIDER_GLN, "pharmacist", OUTSIDER_GLN);
  }

  static void user(String name, String organisation, String role, String site) {
    put(
        "/api/v1/users/" + name,
        "{\"name\":\"%s\",\"organisation\":\"%s\",\"roles\":[\"%s\"],\"password\":\"%s\",\"site\":\"%s\"}"
            .formatted(name, organisation, role, RunningApplication.PASSWORD, site));
  }

  static void put(String path, String json) {
    Answer answer = app.put("admin", path, json);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(204);
  }

  /** A pack of the maker, commissioned two days before now. */
  static String pack(String serial) {
    return pack(serial, yesterday.minusDays(1), "A1", "2031-12-31");
  }

  static String pack(String serial, OffsetDateTime time, String lot, String expiry) {
    capture(
        MAKER,
        Captures.commissioning(serial)
            .replace("2026-11-20T08:00:00Z", time.toString())
            .replace("\"M\"", "\"" + lot + "\"")
            .replace("2031-12-31", expiry),
        201);
    return serial;
  }

  static void capture(String who, String event, int status) {
    Answer answer = app.post(who, "/epcis/v2/events", "application/json", event);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
  }

  /** An ObjectEvent about a unit. */
  static String event(String step, String unit, String place, OffsetDateTime time, String more) {
    return """
        {"type": "ObjectEvent", "eventTime": "%s", "eventTimeZoneOffset": "+01:00",
         "epcList": ["%s"], "action": "OBSERVE", "bizStep": "%s",
         "readPoint": {"id": "https://id.gs1.org/414/%s"}%s}
        """
        .formatted(time, unit, step, place, more);
  }

  /** A pack on its way from the maker to the outsider. */
  static String shipped(String serial, OffsetDateTime time) {
    pack(serial, time.minusMinutes(1), "A1", "2031-12-31");
    String to =
        ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]"
            .formatted(OUTSIDER_GLN);
    capture(MAKER, event("shipping", uri(serial), MAKER_GLN, time, to), 201);
    return serial;
  }

  static String uri(String serial) {
    return "https://id.gs1.org/01/" + GTIN + "/21/" + serial;
  }

  static Answer verify(String who, String serial, String query) {
    Answer answer = app.get(who, "/api/v1/packs/" + GTIN + "/" + serial + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  static Answer change(String who, String serial, String state, OffsetDateTime time, String place) {
    return change(who, serial, UUID.randomUUID().toString(), state, time, place, "");
  }

  static Answer change(
      String who,
      String serial,
      String transactionId,
      String state,
      OffsetDateTime time,
      String place,
      String more) {
    return app.send(
        who,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"%s\",\"time\":\"%s\",\"place\":\"%s\"%s}"
            .formatted(transactionId, state, time, place, more));
  }

  /** A refusal that says what alert it is, and whether a case tells of it. */
  static void alerted(Answer answer, String code, boolean raised) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(409);
    assertThat(answer.body().path("alert").toString())
        .isEqualTo("{\"code\":\"%s\",\"raised\":%s}".formatted(code, raised));
  }

  static void done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  /** Dispensed by the maker, a day ago. */
  static String supplied(String serial) {
    done(change(MAKER, pack(serial), "Supplied", yesterday, MAKER_GLN));
    return serial;
  }

  /** Alerts about a pack that one may see, the latest first. */
  static List<JsonNode> alerts(String who, String serial) {
    Answer answer = app.get(who, "/api/v1/alerts?serial=" + serial);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return StreamSupport.stream(answer.body().spliterator(), false).toList();
  }

  static List<String> codes(String who, String serial) {
    return alerts(who, serial).stream().map(alert -> alert.path("code").asText()).toList();
  }

  /** The only alert about a pack. */
  static JsonNode alert(String who, String serial) {
    List<JsonNode> alerts = alerts(who, serial);
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }
}
