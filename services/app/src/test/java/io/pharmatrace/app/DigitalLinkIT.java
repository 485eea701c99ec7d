package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GS1 Digital Links are resolved (GS1-Conformant Resolver Standard 1.1), without a token. */
@Feature(
    standard = Standard.RESOLVER,
    section = "5",
    name = "Redirect, link set (RFC 9264), description file, CORS")
class DigitalLinkIT extends SupplyChainTest {
  private static final String PRODUCT = "/01/" + GTIN;
  private static final String PACK = PRODUCT + "/10/DL1/21/D1";
  private static final String VOCABULARY = "https://ref.gs1.org/voc/";

  @BeforeAll
  static void commission() {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label("D1", "DL1", "310131"),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitVerdict(MAKER, "D1", "OK");
  }

  private static Answer get(String path, String... headers) {
    return app.send(
        null,
        "GET",
        path,
        null,
        null,
        headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]));
  }

  private static String location(Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(307);
    return answer.raw().headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode context(Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.body().path("linkset").path(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/10/DL1", "/21/D1", "/10/DL1/21/D1"})
  void whoAsksForNothingElseIsRedirectedToTheDefaultLink(String qualifiers) {
    Answer answer = get(PRODUCT + qualifiers);
    assertThat(location(answer)).startsWith(app.uri() + "/?scan=https%3A%2F%2Fid.gs1.org%2F01%2F");
    assertThat(answer.raw().headers().allValues("Link"))
        .contains(
            "<%s>; rel=\"linkset\"; type=\"application/linkset+json\""
                .formatted(app.uri() + PRODUCT + qualifiers + "?linkType=linkset"),
            "<https://id.gs1.org%s>; rel=\"owl:sameAs\"".formatted(PRODUCT + qualifiers));
    assertThat(answer.raw().headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
  }

  @Test
  void anSsccIsResolvedWhetherItExistsOrNot() {
    assertThat(location(get("/00/095211010000000016"))).startsWith(app.uri() + "/?scan=");
    assertThat(location(get("/00/095211010000000016?linkType=gs1:epcis")))
        .startsWith(app.uri() + "/epcis/v2/epcs/");
    Answers.assertProblem(get("/00/095211010000000017"), ErrorCode.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linkset", "all"})
  void theLinkSetIsGivenForItsLinkType(String type) {
    Answer answer = get(PACK + "?linkType=" + type);
    JsonNode context = context(answer);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/linkset+json");
    assertThat(context.path("anchor").asText()).isEqualTo(app.uri() + PACK);
    assertThat(context.path("itemDescription").asText()).isEqualTo("Testomycin 5 mg");
    for (String relation :
        List.of(
            "defaultLink", "pip", "recallStatus", "traceability", "epcis", "verificationService")) {
      JsonNode links = context.path(VOCABULARY + relation);
      assertThat(links).as(relation).hasSize(1);
      assertThat(links.get(0).path("href").asText()).startsWith(app.uri().toString());
      assertThat(links.get(0).path("title").asText()).isNotBlank();
    }
    assertThat(answer.raw().headers().allValues("Link").toString())
        .contains("rel=\"http://www.w3.org/ns/json-ld#context\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/linkset+json", "application/json", "application/ld+json"})
  void theLinkSetIsGivenToWhoAcceptsOne(String type) {
    Answer answer = get(PACK, "Accept", type);
    assertThat(context(answer).path("anchor").asText()).isEqualTo(app.uri() + PACK);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse("")).startsWith(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs1:verificationService", "verificationService"})
  void theVerificationServiceIsFoundWithTheQueryHandedOn(String type) {
    String query = "?17=310131&linkType=" + type + "&reqGLN=9521101000016";
    assertThat(location(get(PACK + query)))
        .isEqualTo(app.uri() + "/verify/gtin/" + GTIN + "/lot/DL1/ser/D1" + query);
    Answer verified =
        app.get(
            MAKER,
            "/verify/gtin/"
                + GTIN
                + "/lot/DL1/ser/D1"
                + query
                + "&corrUUID=0b8bb2bc-9ee7-4e9b-a3ad-7ef0a8b6a6f1");
    assertThat(verified.body().path("data").path("verified").asBoolean()).isTrue();
  }

  @Test
  void aTypeWithoutALinkIsNotFoundAndWhatIsNoTypeIsNotValid() {
    Answers.assertProblem(get(PACK + "?linkType=gs1:allergenInfo"), ErrorCode.NOT_FOUND);
    Answers.assertProblem(get(PRODUCT + "?linkType=gs1:traceability"), ErrorCode.NOT_FOUND);
    Answers.assertProblem(get(PACK + "?linkType=other:pip"), ErrorCode.INVALID_VALUE);
  }

  /** Whoever could choose the host would choose where everybody's phone is led. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-Host", "Forwarded"})
  void whatARequestSaysOfForwardingLeadsNowhere(String header) {
    Answer answer =
        get(PACK, header, header.equals("Forwarded") ? "host=evil.example" : "evil.example");
    assertThat(location(answer)).startsWith(app.uri().toString());
    assertThat(answer.raw().headers().map().toString()).doesNotContain("evil.example");
    // The address is the request's, so nobody may keep the answer for others.
    assertThat(answer.raw().headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void refusalsCanBeReadByPagesOfEveryOriginAsWell() {
    for (String path : List.of(PACK, "/01/09521101000924", "/01/abc", "/00/1")) {
      assertThat(get(path).raw().headers().allValues("Access-Control-Allow-Origin"))
          .as(path)
          .containsExactly("*");
    }
  }

  @Test
  void aHeaderThatNamesNoLanguageSaysNothingAboutOne() {
    assertThat(location(get(PACK, "Accept-Language", "-"))).isEqualTo(location(get(PACK)));
  }

  /** The one thing that a phone may never learn. */
  @Test
  void nobodyLearnsWhetherASerialNumberBatchOrUnitExists() {
    for (String query : List.of("", "?linkType=linkset", "?linkType=gs1:traceability")) {
      Answer known = get(PACK + query);
      Answer unknown = get(PRODUCT + "/10/XX1/21/X9" + query);
      assertThat(unknown.status()).isEqualTo(known.status());
      assertThat(neutral(unknown)).isEqualTo(neutral(known));
    }
  }

  private static String neutral(Answer answer) {
    String headers =
        answer.raw().headers().map().entrySet().stream()
            .filter(header -> !List.of("date", "ratelimit").contains(header.getKey()))
            .map(Object::toString)
            .sorted()
            .toList()
            .toString();
    return (headers + answer.raw().body()).replace("XX1", "DL1").replace("X9", "D1");
  }

  @Test
  void shorterGtinsArePadded() {
    assertThat(location(get("/01/9521101000023"))).contains("%2F01%2F" + GTIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/01/09521101000024",
        "/01/952110100002",
        "/01/abc",
        "/01/09521101000023/21/123456789012345678901",
        "/01/09521101000023/10/123456789012345678901",
        "/01/09521101000023/10/a%5Eb",
      })
  void whatIsNoIdentifierIsNotValid(String path) {
    Answers.assertProblem(get(path), ErrorCode.INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/01/09521101000924",
        "/01/09521101000023/21/D1/10/DL1",
        "/414/9521101000016",
        "/ARHKVAdpQg"
      })
  void whatIsNotResolvedHereIsNotFound(String path) {
    Answers.assertProblem(get(path), ErrorCode.NOT_FOUND);
  }

  @Test
  void headersAloneAndDiscoveryAreOffered() {
    Answer head = app.send(null, "HEAD", PACK, null, null);
    assertThat(location(head)).startsWith(app.uri().toString());
    assertThat(head.raw().body()).isEmpty();
    Answer options =
        app.send(null, "OPTIONS", PACK, null, null, Map.of("Access-Control-Request-Method", "GET"));
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.raw().headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(options.raw().headers().firstValue("Access-Control-Allow-Methods"))
        .hasValue("GET, HEAD, OPTIONS");
  }

  @Test
  void theResolverIsDescribedWhereTheStandardSays() {
    JsonNode description = get("/.well-known/gs1resolver").body();
    assertThat(description.path("resolverRoot").asText()).isEqualTo(app.uri().toString());
    assertThat(description.path("supportedPrimaryKeys").toString()).isEqualTo("[\"01\",\"00\"]");
    assertThat(description.path("supportedLinkType").path(0).path("prefix").asText())
        .isEqualTo("gs1:");
    assertThat(description.path("linkTypeDefaultCanBeLinkset").asBoolean(true)).isFalse();
  }

  @Test
  void aManufacturerSaysWhereItsProductLeads() {
    String product = SupplyChain.CASE_GTIN;
    String links = "/api/v1/products/" + product + "/links";
    String pip = "https://maker.example/product?lang=";
    String body =
        """
        {"links":[
          {"linkType":"gs1:pip","href":"%1$sen","title":"Leaflet","hreflang":"en"},
          {"linkType":"gs1:pip","href":"%1$sde","title":"Beipackzettel","type":"text/html",
           "hreflang":"de"}]}
        """
            .formatted(pip);
    assertThat(app.put(MAKER, links, body).status()).isEqualTo(204);
    assertThat(app.get(MAKER, links).body().path("links")).hasSize(2);

    // To the manufacturer's page by default, in the language of who asks; the query goes along.
    assertThat(location(get("/01/" + product))).isEqualTo(pip + "en");
    assertThat(
            location(
                get("/01/" + product + "?linkType=gs1:pip", "Accept-Language", "de-AT, en;q=0.5")))
        .isEqualTo(pip + "de&linkType=gs1:pip");
    JsonNode context = context(get("/01/" + product + "?linkType=linkset"));
    assertThat(context.path(VOCABULARY + "pip")).hasSize(2);
    assertThat(context.path(VOCABULARY + "pip").path(1).path("hreflang").path(0).asText())
        .isEqualTo("de");
    assertThat(context.path(VOCABULARY + "recallStatus")).hasSize(1);

    assertThat(app.put(MAKER, links, "{\"links\":[]}").status()).isEqualTo(204);
    assertThat(location(get("/01/" + product))).startsWith(app.uri() + "/?scan=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{'linkType':'gs1:pip','href':'https://maker.example/','title':'a\\u0000b'}",
        "{'linkType':'gs1:pip','href':'https://maker.example/LONG','title':'T'}",
        "{'linkType':'gs1:defaultLink','href':'https://maker.example/1','title':'T'},"
            + "{'linkType':'gs1:defaultLink','href':'https://maker.example/2','title':'T'}",
      })
  void linksThatCannotBeKeptAreRefusedAndNothingIsChanged(String wanted) {
    // 700 letters, of which each becomes six characters when it is encoded.
    String body = "{\"links\":[" + wanted.replace('\'', '"').replace("LONG", "\u00e9".repeat(700));
    Answer answer = app.put(MAKER, "/api/v1/products/" + GTIN + "/links", body + "]}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(app.get(MAKER, "/api/v1/products/" + GTIN + "/links").body().path("links"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gs1:verificationService https://maker.example/",
        "gs1:pip javascript:alert(1)",
        "gs1:pip https://user:secret@maker.example/",
        "gs1:pip //maker.example/",
        "other:pip https://maker.example/",
      })
  void aLinkThatLeadsAstrayIsRefused(String link) {
    String[] parts = link.split(" ", -1);
    Answers.assertProblem(
        app.put(
            MAKER,
            "/api/v1/products/" + GTIN + "/links",
            "{\"links\":[{\"linkType\":\"%s\",\"href\":\"%s\",\"title\":\"T\"}]}"
                .formatted(parts[0], parts[1])),
        ErrorCode.INVALID_VALUE);
  }
}
