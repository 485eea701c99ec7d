package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a stranger says of a pack leaves the same behind for it, whether there is such a pack or
 * not: alerts, lists, events and journey.
 */
class ScopingAlertsIT extends AlertTest {
  @SuppressWarnings("NullAway.Init")
  private static OffsetDateTime now;

  @BeforeAll
  static void placeTheSites() {
    now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).minusSeconds(90);
    locate(MAKER_GLN, "52.52", "13.405");
    locate(OUTSIDER_GLN, "38.7223", "-9.1393");
    pack("SA-OTHER-BATCH", now.minusMinutes(1), "B2", "2031-12-31");
  }

  private static void locate(String gln, String latitude, String longitude) {
    put(
        "/api/v1/organisations/" + gln + "/sites/" + gln + "/location",
        "{\"latitude\":%s,\"longitude\":%s}".formatted(latitude, longitude));
  }

  /** Something that a stranger says of a serial number. */
  record Said(String name, String inTruth, Consumer<String> say) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Said> said() {
    return List.of(
        step("inspecting", 400),
        step("dispensing", 400),
        step("receiving", 400),
        new Said("changed", "custody-mismatch", serial -> changed(serial, "Supplied", "")),
        new Said("already so", "nothing", serial -> changed(serial, "Active", "")),
        new Said(
            "wrong batch",
            "custody-mismatch",
            serial -> changed(serial, "Supplied", ",\"batch\":\"B2\"")),
        new Said(
            "right label",
            "custody-mismatch",
            serial -> changed(serial, "Supplied", ",\"batch\":\"A1\",\"expiry\":\"2031-12-31\"")),
        new Said(
            "wrong date",
            "custody-mismatch",
            serial -> changed(serial, "Supplied", ",\"expiry\":\"2030-12-31\"")),
        new Said("packed", "impossible-travel", ScopingAlertsIT::packed));
  }

  private static Said step(String step, int status) {
    return new Said(
        step,
        "custody-mismatch",
        serial -> capture(OUTSIDER, event(step, uri(serial), OUTSIDER_GLN, now, ""), status));
  }

  private static void changed(String serial, String state, String more) {
    Answer answer =
        change(OUTSIDER, serial, UUID.randomUUID().toString(), state, now, OUTSIDER_GLN, more);
    assertThat(answer.body().path("reason").asText()).isEqualTo("unit-unknown");
    alerted(answer, "#A3", true);
  }

  /** By the alert that a spoilt label does not raise he would learn what it should have been. */
  @Test
  void aSpoiltLabelOfSomebodyElsesPackRaisesWhatOneOfNoneDoes() {
    pack("SA-SPOILT", now.minusMinutes(1), "A1", "2031-12-31");
    changed("sa-spoilt", "Supplied", "");
    changed("sa-none", "Supplied", "");
    assertThat(codes(OUTSIDER, "sa-spoilt")).isEqualTo(codes(OUTSIDER, "sa-none"));
  }

  /** Said without a step, it changes nothing and is stored. */
  private static void packed(String serial) {
    capture(
        OUTSIDER,
        """
        {"type": "AggregationEvent", "eventTime": "%s", "eventTimeZoneOffset": "+00:00",
         "action": "ADD", "childEPCs": ["%s"],
         "parentID": "https://id.gs1.org/8003/09521101000023%s",
         "readPoint": {"id": "https://id.gs1.org/414/%s"}}
        """
            .formatted(now, uri(serial), serial, OUTSIDER_GLN),
        201);
  }

  @ParameterizedTest
  @MethodSource("said")
  void whatAStrangerSaysOfAPackLeavesWhatIsLeftOfNone(Said said) {
    String made = "MADE-" + said.name().replace(' ', '-');
    String none = "NONE-" + said.name().replace(' ', '-');
    pack(made, now.minusMinutes(1), "A1", "2031-12-31");
    for (String serial : List.of(made, none)) {
      said.say().accept(serial);
    }
    assertThat(left(made)).isEqualTo(left(none));
    assertThat(app.get(OUTSIDER, "/epcis/v2/epcs?perPage=1000").raw().body())
        .doesNotContain(made, none);
  }

  @ParameterizedTest
  @MethodSource("said")
  void theOthersAreToldWhatItIsInTruth(Said said) {
    String serial = "TRUE-" + said.name().replace(' ', '-');
    pack(serial, now.minusMinutes(1), "A1", "2031-12-31");
    said.say().accept(serial);
    if (said.inTruth().equals("nothing")) {
      assertThat(codes(MAKER, serial)).isEmpty();
    } else {
      assertThat(codes(MAKER, serial)).contains(said.inTruth()).doesNotContain("#A3", "#A1");
    }
  }

  @Test
  void whereItCannotHaveComeIsToldToTheOthersOnly() {
    pack("FAR", now.minusMinutes(1), "A1", "2031-12-31");
    capture(OUTSIDER, event("inspecting", uri("FAR"), OUTSIDER_GLN, now, ""), 400);
    assertThat(codes(MAKER, "FAR")).contains("impossible-travel");
    assertThat(codes(OUTSIDER, "FAR")).containsExactly("#A3");
  }

  /** Everything that the stranger can read of it, without what names the very request. */
  private static String left(String serial) {
    String link = URLEncoder.encode(uri(serial), StandardCharsets.UTF_8);
    return List.of(
            "/api/v1/alerts?serial=" + serial,
            "/api/v1/alerts?serial=" + serial + "&code=custody-mismatch",
            "/epcis/v2/epcs/" + link,
            "/epcis/v2/epcs/" + link + "/events",
            "/epcis/v2/events?MATCH_anyEPC=" + link,
            "/api/v1/units/" + link,
            "/api/v1/packs/" + GTIN + "/" + serial + "/trace")
        .stream()
        .map(path -> app.get(OUTSIDER, path))
        .map(answer -> answer.status() + " " + answer.raw().body())
        .collect(Collectors.joining("\n"))
        .replace(serial, "*")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "*")
        .replaceAll("ni:///sha-256;[0-9a-f]{64}", "*")
        .replaceAll("(raised|recordTime|creationDate)\":\"[^\"]+\"", "$1");
  }

  @Test
  void whatWasSaidOfAPackThatIsNotOnRecordIsFoundByWhoSaidIt() {
    packed("SAID-OF-NONE");
    String link = URLEncoder.encode(uri("SAID-OF-NONE"), StandardCharsets.UTF_8);
    assertThat(app.get(OUTSIDER, "/epcis/v2/events?MATCH_anyEPC=" + link).raw().body())
        .contains("SAID-OF-NONE");
  }
}
