package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.encoded;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How answers spell identifiers. The maker captures a document of EPC URNs in XML, an event that
 * mixes URNs and links in JSON, and packs of which the wholesaler gets some.
 */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2",
    name = "GS1-EPC-Format: identifiers as they came in, as Digital Links, as EPC URNs")
class EpcisSpellingIT extends SupplyChainTest {
  private static final Pattern IDENTIFIER =
      Pattern.compile("(urn:epc:|https://id\\.gs1\\.org/|https://maker\\.example/)[^\"<\\s]+");
  private static final String PACK = "https://id.gs1.org/01/09521101000023/21/";
  private static final String URN = "urn:epc:id:sgtin:9521101.000002.";

  private static final String PALLET =
      "/epcis/v2/events?perPage=1000&LT_eventTime=2023-05-03T00:00:00Z";
  private static final String MADE = "/epcis/v2/events?EQ_eventTime=2026-11-19T09:00:00Z";

  private static String pallet = "";
  private static EpcisEvents epcis;

  @BeforeAll
  static void play() throws IOException {
    epcis = new EpcisEvents(app);
    try (InputStream in = EpcisSpellingIT.class.getResourceAsStream("/epcis/pallet-1.2.xml")) {
      pallet = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
    assertThat(Captures.job(app, MAKER, "application/xml", pallet).get("success").asBoolean())
        .isTrue();
    epcis.capture(
        MAKER,
        EpcisEvents.commissioning(
            MAKER, "2026-11-19T08:00:00Z", "ML", List.of(PACK + "M1", PACK + "M2", PACK + "M3")),
        EpcisEvents.commissioning(
            MAKER,
            "2026-11-19T09:00:00Z",
            "HL",
            List.of(URN + "H1", URN + "H2", URN + "%48OT", URN + "%48IDDEN", PACK + "H3")),
        EpcisEvents.shipping(
            MAKER, WHOLESALER, "2026-11-19T10:00:00Z", List.of(URN + "H1", PACK + "HOT"), ""));
    Answer answer = app.post(MAKER, "/epcis/v2/events", "application/json", MixedEvent.json());
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
  }

  private static List<String> identifiers(String text) {
    return IDENTIFIER.matcher(text).results().map(MatchResult::group).toList();
  }

  private static String get(
      String who, String path, String accept, @Nullable String epcFormat, @Nullable String max) {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", accept));
    Optional.ofNullable(epcFormat).ifPresent(v -> headers.put("GS1-EPC-Format", v));
    Optional.ofNullable(max).ifPresent(v -> headers.put("GS1-EPCIS-Max", v));
    Answer answer = epcis.get(who, path, headers);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.raw().body();
  }

  @ParameterizedTest
  @CsvSource({
    "application/xml, Never_Translates, 1.2",
    "application/xml, Never_Translates, 2.0",
    "application/json, Never_Translates, ",
    "application/json, No_Preference, ",
  })
  void aDocumentOfUrnsComesBackAsItCame(
      String accept, @Nullable String epcFormat, @Nullable String max) {
    assertThat(identifiers(pallet)).hasSize(29).allMatch(id -> id.startsWith("urn:epc:id:"));
    for (String who : List.of(MAKER, WHOLESALER, REGULATOR)) {
      assertThat(identifiers(get(who, PALLET, accept, epcFormat, max)))
          .as(who)
          .containsExactlyInAnyOrderElementsOf(identifiers(pallet));
    }
  }

  @ParameterizedTest
  @CsvSource({
    ", 1",
    "No_Preference, 0",
    "Never_Translates, 0",
    "Always_GS1_Digital_Link, 1",
    "Always_EPC_URN, 2",
  })
  void eachIdentifierHasTheFormThatIsAskedFor(@Nullable String epcFormat, int form) {
    String path = "/epcis/v2/events?EQ_eventID=" + encoded(MixedEvent.ID);
    for (String accept : List.of("application/json", "application/xml")) {
      assertThat(identifiers(get(MAKER, path, accept, epcFormat, null)))
          .as(accept)
          .containsExactlyInAnyOrderElementsOf(MixedEvent.identifiers(form));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/epcis/v2/events/urn:uuid:00000000-0000-4000-8000-0000000000e1",
        "/epcis/v2/bizSteps/inspecting/events",
        "/epcis/v2/epcs/urn:epc:id:sgtin:9521101.000002.M3/events?EQ_bizStep=inspecting",
        "/epcis/v2/events?EQ_bizStep=inspecting&orderBy=https%3A%2F%2Fns.example%2Fepcis%23rank",
        "/epcis/v2/queries/Mixed/events",
      })
  void itComesBackAsItCameByEveryWay(String path) {
    app.post(
        MAKER,
        "/epcis/v2/queries",
        "application/json",
        "{\"name\": \"Mixed\", \"query\": {\"EQ_eventID\": [\"%s\"]}}".formatted(MixedEvent.ID));

    assertThat(identifiers(get(MAKER, path, "application/json", "Never_Translates", null)))
        .containsExactlyInAnyOrderElementsOf(MixedEvent.identifiers(0));
  }

  @ParameterizedTest
  @CsvSource({
    "Never_Translates, https://ref.gs1.org/cbv/BizStep-storing, urn:epcglobal:cbv:disp:in_progress",
    "No_Preference, urn:epcglobal:cbv:bizstep:storing, urn:epcglobal:cbv:disp:in_progress",
    "Always_URN, urn:epcglobal:cbv:bizstep:storing, urn:epcglobal:cbv:disp:in_progress",
    "Always_Web_URI, https://ref.gs1.org/cbv/BizStep-storing,"
        + " https://ref.gs1.org/cbv/Disp-in_progress",
  })
  void eachWordHasTheFormThatIsAskedFor(String format, String step, String disposition) {
    String id = "urn:uuid:00000000-0000-4000-8000-0000000000f1";
    String came =
        """
        <ObjectEvent><eventTime>2026-11-20T08:00:00Z</eventTime>\
        <eventTimeZoneOffset>+00:00</eventTimeZoneOffset><eventID>%s</eventID>\
        <epcList><epc>https://example.org/spelled</epc></epcList><action>OBSERVE</action>\
        <bizStep>https://ref.gs1.org/cbv/BizStep-storing</bizStep>\
        <disposition>urn:epcglobal:cbv:disp:in_progress</disposition></ObjectEvent>"""
            .formatted(id);
    // Sent once for all rows; what is there already is a conflict.
    assertThat(app.post(MAKER, "/epcis/v2/events", "application/xml", came).status())
        .isIn(201, 409);
    Answer answer =
        epcis.get(
            MAKER,
            "/epcis/v2/events/" + id,
            Map.of("Accept", "application/xml", "GS1-CBV-XML-Format", format));
    assertThat(answer.raw().body())
        .contains("<bizStep>" + step + "<", "<disposition>" + disposition + "<");
  }

  @Test
  void aPartnerSeesTheSpellingOfWhatPassedAndNothingOfTheRest() {
    String seen = get(WHOLESALER, MADE, "application/json", "Never_Translates", null);

    assertThat(identifiers(seen))
        .containsExactlyInAnyOrder(
            URN + "H1", URN + "%48OT", "https://id.gs1.org/414/9521101000016");
    assertThat(seen).doesNotContain("IDDEN").doesNotContain("H2").doesNotContain("H3");
    assertThat(identifiers(get(MAKER, MADE, "application/json", "Never_Translates", null)))
        .containsExactlyInAnyOrder(
            URN + "H1",
            URN + "H2",
            URN + "%48OT",
            URN + "%48IDDEN",
            PACK + "H3",
            "https://id.gs1.org/414/9521101000016");
  }

  @Test
  void aScanComesBackWithDigitalLinks() {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label("SC1", "S1", "280331"),
            "2026-11-20T08:00:00Z",
            ""));
    awaitVerdict(MAKER, "SC1", "OK");

    assertThat(
            identifiers(
                get(
                    MAKER,
                    "/epcis/v2/epcs/" + encoded(PACK + "SC1") + "/events",
                    "application/json",
                    null,
                    null)))
        .containsExactlyInAnyOrder(PACK + "SC1", "https://id.gs1.org/414/9521101000016");
  }

  @Test
  void everyFormIsAnnounced() {
    Answer answer = app.send(MAKER, "OPTIONS", "/epcis/v2/events", null, null);

    assertThat(answer.raw().headers().firstValue("GS1-EPC-Format"))
        .hasValue("No_Preference, Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates");
  }
}
