package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What belongs to one organisation is for every other exactly as what does not exist: status, body
 * and headers, route by route. Times are not compared.
 */
class ScopingIT extends SupplyChainTest {
  private static final String RIVAL = "rival";
  private static final String RIVAL_GLN = "9521106000011";
  private static final String PACK = "SCOPED";
  private static final String LINK = "https://id.gs1.org/01/" + GTIN + "/21/";

  /** One organisation of each role that is not the owner's. */
  private static final Map<Role, String> OTHERS =
      Map.of(
          Role.MANUFACTURER, RIVAL,
          Role.DISTRIBUTOR, WHOLESALER,
          Role.PHARMACIST, OUTSIDER);

  /**
   * Something that the maker has, and the like that nobody has.
   *
   * @param theirs how it is named in a path
   * @param nobodys of the same length
   */
  private record Thing(String theirs, String nobodys) {}

  private static final Map<String, Thing> THINGS = new LinkedHashMap<>();

  /** Routes whose variables name nothing that belongs to a single organisation, and why. */
  private static final Map<String, String> PUBLIC =
      Map.ofEntries(
          Map.entry("GET /health/{selector}", "parts of the process"),
          Map.entry("GET /api/v1/products/{gtin}/versions", "products are for everybody"),
          Map.entry("GET /api/v1/recalls/{id}", "recalls are for everybody"),
          Map.entry("GET /api/v1/archive/batches/{gtin}/{lot}", "for who may see all"),
          Map.entry("GET /api/v1/recalls/{id}/holders", "of a recall; each sees what it holds"),
          Map.entry("GET /epcis/v2/eventTypes/{eventType}", "words of the standard"),
          Map.entry("GET /epcis/v2/eventTypes/{eventType}/events", "words; their events are own"),
          Map.entry("GET /epcis/v2/bizSteps/{bizStep}", "words of the standard"),
          Map.entry("GET /epcis/v2/bizSteps/{bizStep}/events", "words; their events are own"),
          Map.entry("GET /epcis/v2/dispositions/{disposition}", "words of the standard"),
          Map.entry("GET /epcis/v2/dispositions/{disposition}/events", "words of the standard"),
          Map.entry("GET /api/v1/packs/{gtin}/{serial}", "verifying is for who holds a pack"),
          Map.entry("GET /verify/gtin/{gtin}/lot/{lot}/ser/{serial}", "as the verdict"),
          Map.entry("DELETE /epcis/v2/nextPageToken/{token}", "says nothing about any token"));

  @BeforeAll
  static void whatTheMakerHas(Infrastructure infrastructure) {
    registerRival();
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label(PACK, "SC1", "310131"),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitVerdict(MAKER, PACK, "OK");
    String job =
        Captures.post(
                app,
                MAKER,
                "application/json",
                Captures.document(Captures.commissioning("SC-JOB")),
                "rollback")
            .raw()
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Captures.finished(app, MAKER, job);
    Captures.job(app, MAKER, "application/xml", "<none/>");
    String rejection =
        app.get(MAKER, "/api/v1/rejections?limit=1").body().get(0).get("id").asText();
    String event =
        app.get(MAKER, "/epcis/v2/events?perPage=1").body().findValuesAsText("eventID").getFirst();
    query("makers-query");
    String subscription =
        made(
            "/epcis/v2/queries/makers-query/subscriptions",
            "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}");

    THINGS.put("/epcis/v2/capture/{id}", new Thing(last(job), UUID.randomUUID().toString()));
    THINGS.put("/api/v1/jobs/{id}", new Thing(job(), UUID.randomUUID().toString()));
    THINGS.put("/api/v1/rejections/{id}", new Thing(rejection, "999999999"));
    THINGS.put("/api/v1/alerts/{id}", new Thing(alert(), UUID.randomUUID().toString()));
    THINGS.put("/api/v1/offers/{id}", new Thing(offer(), "999999999"));
    THINGS.put("{unit}", new Thing(encoded(LINK + PACK), encoded(LINK + "NOBODY")));
    THINGS.put("{eventID}", new Thing(encoded(event), encoded(other(event))));
    THINGS.put("{epc}", new Thing(encoded(LINK + PACK), encoded(LINK + "NOBODY")));
    String place = "https://id.gs1.org/414/";
    for (String name : List.of("{bizLocation}", "{readPoint}")) {
      THINGS.put(name, new Thing(encoded(place + MAKER_GLN), encoded(place + "9521109000018")));
    }
    THINGS.put("/subscriptions/{id}", new Thing(last(subscription), UUID.randomUUID().toString()));
    THINGS.put("{queryName}", new Thing("makers-query", "nobody-query"));
    THINGS.put("/packs/{gtin}/{serial}", new Thing(GTIN + "/" + PACK, GTIN + "/NOBODY"));
    THINGS.put("/products/{gtin}", new Thing(GTIN, "09521101000924"));
  }

  /** An alert that concerns the maker only. */
  private static String alert() {
    app.get(MAKER, "/api/v1/packs/" + GTIN + "/SC-NEVER-MADE");
    return app.get(MAKER, "/api/v1/alerts?serial=SC-NEVER-MADE").body().get(0).get("id").asText();
  }

  /** A finished job of the maker; written as the engine writes it, because any kind will do. */
  private static String job() {
    String id = UUID.randomUUID().toString();
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO platform.job (id, organisation_id, asked_by, device, roles, kind,
                                                  parameters, state, total, finished)
                        SELECT CAST(:id AS uuid), id, 'maker', false, '{manufacturer}', 'any', '',
                               'done', 0, now()
                        FROM registry.organisation WHERE gln = :gln
                        """)
                    .bind("id", id)
                    .bind("gln", MAKER_GLN)
                    .execute());
    return id;
  }

  /** What the maker has shipped to the pharmacy. */
  private static String offer() {
    String data = SupplyChain.label("SC-OFFER", "SC1", "310131");
    chain.publish(SupplyChain.scan(MAKER, "commissioning", data, "2026-11-20T08:00:00+01:00", ""));
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "shipping",
            data,
            "2026-11-20T09:00:00+01:00",
            ",\"destination\":\"https://id.gs1.org/414/%s\"".formatted(SupplyChain.PHARMACY_GLN)));
    awaitVerdict(MAKER, "SC-OFFER", "SHIPPED");
    return String.valueOf(HandoverTest.latestOffer(MAKER, "OUT"));
  }

  private static void registerRival() {
    for (String[] put :
        new String[][] {
          {
            "/api/v1/organisations/" + RIVAL_GLN,
            "{\"name\":\"rival\",\"role\":\"manufacturer\",\"companyPrefixes\":[\"9521106\"]}"
          },
          {"/api/v1/organisations/" + RIVAL_GLN + "/sites/" + RIVAL_GLN, "{\"name\":\"site\"}"},
          {
            "/api/v1/users/" + RIVAL,
            "{\"name\":\"Rival\",\"organisation\":\"%s\",\"roles\":[\"manufacturer\"],\"password\":\"%s\"}"
                .formatted(RIVAL_GLN, RunningApplication.PASSWORD)
          }
        }) {
      assertThat(app.put("admin", put[0], put[1]).status()).as(put[0]).isEqualTo(204);
    }
  }

  private static void query(String name) {
    made(
        "/epcis/v2/queries",
        "{\"name\":\"%s\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}".formatted(name));
  }

  private static String made(String path, String body) {
    Answer answer = app.post(MAKER, path, "application/json", body);
    assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(201);
    return answer.raw().headers().firstValue("Location").orElseThrow();
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The same event identifier but for its first two digits. */
  private static String other(String event) {
    int at = event.indexOf(';') < 0 ? event.lastIndexOf(':') + 1 : event.indexOf(';') + 1;
    String digits = event.substring(at, at + 2).equals("00") ? "11" : "00";
    return event.substring(0, at) + digits + event.substring(at + 2);
  }

  private static String encoded(String value) {
    return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static @Nullable String path(Routes route, boolean theirs) {
    String path = route.template();
    for (Map.Entry<String, Thing> entry : THINGS.entrySet()) {
      String value = theirs ? entry.getValue().theirs() : entry.getValue().nobodys();
      String pattern = entry.getKey();
      if (path.contains(pattern)) {
        int variables = pattern.indexOf('{');
        path = path.replace(pattern, pattern.substring(0, variables) + value);
      }
    }
    return path.replace("{lot}", "SC9").contains("{") ? null : path.replace("{lot}", "SC9");
  }

  private static @Nullable String body(Routes route) {
    return switch (route.toString()) {
      case "PATCH /api/v1/packs/{gtin}/{serial}" ->
          "{\"transactionId\":\"%s\",\"state\":\"Locked\"}".formatted(UUID.randomUUID());
      case "PUT /api/v1/products/{gtin}/links" -> "{\"links\":[]}";
      case "PUT /api/v1/products/{gtin}/batches/{lot}" -> "{\"expiry\":\"2031-01-31\"}";
      case "POST /api/v1/products/{gtin}/serials" ->
          "{\"count\":1,\"transactionId\":\"%s\"}".formatted(UUID.randomUUID());
      case "POST /epcis/v2/queries/{queryName}/subscriptions" ->
          "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}";
      case "PUT /api/v1/products/{gtin}" ->
          "{\"manufacturer\":\"%s\",\"level\":\"PACK\",\"name\":\"Other\"}".formatted(RIVAL_GLN);
      case "POST /api/v1/alerts/{id}/comments" -> "{\"comment\":\"Whose is it?\"}";
      case "PUT /api/v1/alerts/{id}/assignment" -> "{\"version\":1}";
      case "PUT /api/v1/alerts/{id}/state" -> "{\"state\":\"investigating\",\"version\":1}";
      default -> null;
    };
  }

  private static List<Routes> named() {
    return Routes.guarded()
        .filter(route -> route.template().contains("{"))
        .filter(route -> !route.users().equals(Set.of(Role.ADMINISTRATOR)))
        .filter(route -> !PUBLIC.containsKey(route.toString()))
        .toList();
  }

  @Test
  void whatBelongsToAnotherIsAnsweredAsWhatDoesNotExist() {
    for (Routes route : named()) {
      String theirs = path(route, true);
      String nobodys = path(route, false);
      if (theirs == null || nobodys == null) {
        continue; // Said by the test below.
      }
      for (Map.Entry<Role, String> other : OTHERS.entrySet()) {
        if (route.users().contains(other.getKey())) {
          Answer known = ask(other.getValue(), route, theirs);
          Answer unknown = ask(other.getValue(), route, nobodys);
          assertThat(neutral(known))
              .as("%s as %s", route, other.getKey())
              .isEqualTo(neutral(unknown));
          assertThat(known.status()).as("%s as %s", route, other.getKey()).isNotEqualTo(500);
        }
      }
    }
  }

  private static Answer ask(String who, Routes route, String path) {
    @Nullable String body = body(route);
    return app.send(
        who, route.method().name(), path, body == null ? null : "application/json", body);
  }

  /** The answer without what names the very request. */
  private static String neutral(Answer answer) {
    String headers =
        answer.raw().headers().map().entrySet().stream()
            .filter(header -> !Set.of("date", "ratelimit").contains(header.getKey()))
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining("\n"));
    String text = answer.status() + "\n" + headers + "\n" + answer.raw().body();
    for (Thing thing : THINGS.values()) {
      for (String value : List.of(thing.theirs(), thing.nobodys())) {
        if (value.length() >= 9) { // A short number stands in no answer, and in many dates.
          text = text.replace(value, "*").replace(decoded(value), "*");
        }
      }
    }
    return text.replace(PACK, "*")
        .replace("NOBODY", "*")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "*")
        .replaceAll("content-length=\\[\\d+]", "");
  }

  private static String decoded(String value) {
    return java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** A route that is new is compared, or stands in {@link #PUBLIC} with the reason. */
  @Test
  void everyRouteThatNamesSomethingIsCompared() {
    Set<String> left = new TreeSet<>();
    for (Routes route : named()) {
      if (path(route, true) == null) {
        left.add(route.toString());
      }
    }
    assertThat(left).isEmpty();
  }

  @Test
  void theOwnerIsAnswered() {
    for (String path :
        List.of(
            "/epcis/v2/capture/{id}",
            "/epcis/v2/events/{eventID}",
            "/epcis/v2/epcs/{epc}/events",
            "/epcis/v2/queries/{queryName}",
            "/epcis/v2/queries/{queryName}/subscriptions/{id}",
            "/api/v1/alerts/{id}",
            "/api/v1/jobs/{id}",
            "/api/v1/units/{unit}",
            "/api/v1/rejections/{id}/original",
            "/api/v1/packs/{gtin}/{serial}/trace",
            "/api/v1/products/{gtin}/links")) {
      Routes route =
          Routes.guarded().filter(r -> r.template().equals(path)).findFirst().orElseThrow();
      String own = path(route, true);
      assertThat(own).as(path).isNotNull();
      assertThat(app.get(MAKER, own == null ? "" : own).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void whoIsConfinedToASiteActsNowhereElse() {
    String site = "9521101000115";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + MAKER_GLN + "/sites/" + site,
                    "{\"name\":\"second\"}")
                .status())
        .isEqualTo(204);
    String key =
        app.post("admin", "/api/v1/readers/maker-reader/keys", "application/json", "{}")
            .body()
            .get("key")
            .asText();
    Map<String, String> device = Map.of("X-Api-Key", key);
    String elsewhere = "\"place\":\"" + site + "\"";
    Answers.assertProblem(
        app.send(
            null,
            "PATCH",
            "/api/v1/packs/" + GTIN + "/" + PACK,
            "application/json",
            "{\"transactionId\":\"t\",\"state\":\"Locked\"," + elsewhere + "}",
            device),
        ErrorCode.FORBIDDEN);
    Answers.assertProblem(
        app.send(
            null,
            "POST",
            "/api/v1/returns",
            "application/json",
            "{\"transactionId\":\"t\",\"gtin\":\"%s\",\"serial\":\"%s\",\"batch\":\"SC1\",\"expiry\":\"310131\",\"returnedBy\":\"%s\",%s}"
                .formatted(GTIN, PACK, SupplyChain.PHARMACY_GLN, elsewhere),
            device),
        ErrorCode.FORBIDDEN);
    Answers.assertProblem(
        app.send(
            null, "GET", "/checkConnectivity?gtin=" + GTIN + "&reqGLN=" + site, null, null, device),
        ErrorCode.FORBIDDEN);
    Answers.assertProblem(
        app.send(
            null,
            "PUT",
            "/api/v1/products/" + GTIN + "/links",
            "application/json",
            "{\"links\":[]}",
            device),
        ErrorCode.FORBIDDEN);
  }

  /** By Kafka and EPCIS too: whose a unit is, what it is in and what became of it is not told. */
  @Test
  void anEventAboutAnothersUnitIsRefusedAsOneAboutNone() {
    String sold = "SC-SOLD";
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label(sold, "SC1", "310131"),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitVerdict(MAKER, sold, "OK");
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
      assertThat(known.raw().body()).contains("not-entitled");
      assertThat(known.body().path("detail").asText().replace(last(theirs), "*"))
          .isEqualTo(unknown.body().path("detail").asText().replace(last(nobodys), "*"));
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
