package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pack that is seen at two places sooner than it can travel: a copy is under way. */
class ImpossibleTravelIT extends AlertTest {
  private final OffsetDateTime justNow =
      OffsetDateTime.now(ZoneOffset.UTC)
          .truncatedTo(ChronoUnit.MINUTES)
          .plusSeconds(30)
          .minusMinutes(5);

  /** The maker is in Berlin, the outsider in Lisbon: 2,310 km. */
  @BeforeEach
  void placeTheSites() {
    locate(MAKER_GLN, "52.52", "13.405");
    locate(OUTSIDER_GLN, "38.7223", "-9.1393");
  }

  private static void locate(String gln, String latitude, String longitude) {
    put(
        "/api/v1/organisations/" + gln + "/sites/" + gln + "/location",
        "{\"latitude\":%s,\"longitude\":%s}".formatted(latitude, longitude));
  }

  private static JsonNode travel(String who, String serial) {
    return alerts(who, serial).stream()
        .filter(alert -> alert.path("code").asText().equals("impossible-travel"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aVerificationTooFarFromTheLastSightingIsImpossibleTravel() {
    pack("COPY", justNow, "A1", "2031-12-31");
    verify(COUNTER, "COPY", "");
    assertThat(codes(OUTSIDER, "COPY"))
        .containsExactlyInAnyOrder("impossible-travel", "custody-mismatch");
    JsonNode whole = travel(REGULATOR, "COPY");
    assertThat(whole.path("noticed").path("place").asText()).isEqualTo(OUTSIDER_GLN);
    JsonNode other = whole.path("elsewhere").get(0);
    assertThat(other.path("party").path("place").asText()).isEqualTo(MAKER_GLN);
    assertThat(OffsetDateTime.parse(other.path("time").asText()).toInstant())
        .isEqualTo(justNow.toInstant());
    assertThat(other.path("kilometres").asInt()).isBetween(2_300, 2_320);
    assertThat(travel(OUTSIDER, "COPY").path("elsewhere")).as("told to an outsider").isEmpty();
  }

  @Test
  void aReceiptTooFarFromTheShipmentIsImpossibleTravel() {
    shipped("RUSH", justNow.minusMinutes(5));
    capture(OUTSIDER, event("receiving", uri("RUSH"), OUTSIDER_GLN, justNow, ""), 201);
    assertThat(codes(MAKER, "RUSH")).containsExactly("impossible-travel");
  }

  @Test
  void whatIsToldLateIsComparedWithWhatCameAfterIt() {
    shipped("LATE", justNow.minusDays(2));
    capture(OUTSIDER, event("receiving", uri("LATE"), OUTSIDER_GLN, justNow.minusDays(1), ""), 201);
    assertThat(alerts(REGULATOR, "LATE")).isEmpty();
    // The maker tells now that it saw the pack, ten minutes before the outsider received it.
    capture(
        MAKER,
        event("inspecting", uri("LATE"), MAKER_GLN, justNow.minusDays(1).minusMinutes(10), ""),
        201);
    assertThat(codes(MAKER, "LATE")).contains("impossible-travel");
  }

  @Test
  void aLabelThatDiffersDoesNotSayThatThePackWasThere() {
    pack("OTHER-LABEL", justNow, "A1", "2031-12-31");
    String label = ",\"batch\":\"NEVER-MADE\"";
    change(OUTSIDER, "OTHER-LABEL", "travel-1", "Supplied", justNow, OUTSIDER_GLN, label);
    assertThat(codes(REGULATOR, "OTHER-LABEL"))
        .containsExactlyInAnyOrder("#A2", "custody-mismatch");
  }

  @Test
  void aPersonAtADeskIsNotWhereThePackOfTheSameOrganisationIs() {
    desk("9521101000115", "48.14", "11.58");
    user("desk", MAKER_GLN, "manufacturer", "9521101000115");
    pack("AT-DESK", justNow, "A1", "2031-12-31");
    verify("desk", "AT-DESK", "");
    assertThat(alerts(REGULATOR, "AT-DESK")).isEmpty();
  }

  /** Another site of the maker. */
  private static void desk(String gln, String latitude, String longitude) {
    String site = "/api/v1/organisations/" + MAKER_GLN + "/sites/" + gln;
    put(site, "{\"name\":\"desk\"}");
    put(site + "/location", "{\"latitude\":%s,\"longitude\":%s}".formatted(latitude, longitude));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locked", "Stolen"})
  void whatIsSaidToBeLockedOrStolenIsNotWhereThatIsSaid(String state) {
    desk("9521101000115", "-33.87", "151.21");
    pack("BOOKS-" + state, justNow, "A1", "2031-12-31");
    done(change(MAKER, "BOOKS-" + state, state, justNow.plusSeconds(1), "9521101000115"));
    assertThat(alerts(REGULATOR, "BOOKS-" + state)).isEmpty();
    // Nor is it compared with what is seen afterwards.
    String serial = "NEAR-" + state;
    pack(serial, justNow.minusDays(3), "A1", "2031-12-31");
    done(change(MAKER, serial, state, justNow.minusMinutes(5), "9521101000115"));
    verify(COUNTER, serial, "");
    assertThat(codes(REGULATOR, serial)).containsExactly("custody-mismatch");
  }

  @Test
  void aJourneyThatAPlaneCanMakeIsNone() {
    shipped("FLIGHT", justNow.minusHours(3));
    capture(OUTSIDER, event("receiving", uri("FLIGHT"), OUTSIDER_GLN, justNow, ""), 201);
    assertThat(alerts(REGULATOR, "FLIGHT")).isEmpty();
  }

  @Test
  void whereASiteIsUnknownNothingIsCompared() {
    pack("UNKNOWN-PLACE", justNow, "A1", "2031-12-31");
    verify(OUTSIDER, "UNKNOWN-PLACE", ""); // whose user has no site
    assertThat(codes(OUTSIDER, "UNKNOWN-PLACE")).containsExactly("custody-mismatch");
  }

  @Test
  void aPlaceIsAPointOnTheEarth() {
    String path = "/api/v1/organisations/" + MAKER_GLN + "/sites/" + MAKER_GLN + "/location";
    for (String json :
        new String[] {
          "{\"latitude\":90.1,\"longitude\":0}",
          "{\"latitude\":0,\"longitude\":-180.1}",
          "{\"latitude\":\"north\",\"longitude\":0}"
        }) {
      assertThat(app.put("admin", path, json).status()).as(json).isEqualTo(400);
    }
    Answers.assertProblem(
        app.put(
            "admin",
            "/api/v1/organisations/" + OUTSIDER_GLN + "/sites/" + MAKER_GLN + "/location",
            "{\"latitude\":0,\"longitude\":0}"),
        ErrorCode.NOT_FOUND);
  }
}
