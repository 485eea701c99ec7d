package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What belongs to one organisation is for every other exactly as what does not exist: status, body
 * and headers, route by route. Times are not compared.
 */
class ScopingIT extends ScopingTest {
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
    path = path.replace("{lot}", "SC9") + (path.endsWith("/socket") ? "?stream=true" : "");
    return path.contains("{") ? null : path;
  }

  private static @Nullable String body(Routes route) {
    return switch (route.toString()) {
      case "PATCH /api/v1/packs/{gtin}/{serial}" ->
          "{\"transactionId\":\"%s\",\"state\":\"Locked\"}".formatted(UUID.randomUUID());
      case "POST /api/v1/offers/{id}/acceptance" ->
          "{\"transactionId\":\"%s\",\"accept\":\"ALL\"}".formatted(UUID.randomUUID());
      case "POST /api/v1/offers/{id}/withdrawal" ->
          "{\"transactionId\":\"%s\"}".formatted(UUID.randomUUID());
      case "POST /api/v1/products/{gtin}/batches/{lot}/serials" -> "[\"SC-1\"]";
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
    SoftAssertions all = new SoftAssertions();
    for (Routes route : named()) {
      @Nullable String theirs = path(route, true);
      @Nullable String nobodys = path(route, false);
      if (theirs == null || nobodys == null) {
        continue; // Said by the test below.
      }
      for (Other other : OTHERS) {
        if (other.isStrangerTo(route)) {
          compare(all, other, route, theirs, nobodys);
        }
      }
    }
    all.assertAll();
  }

  private static void compare(
      SoftAssertions all, Other other, Routes route, String theirs, String nobodys) {
    String what = route + " as " + other.user();
    Answer known = ask(other.user(), route, theirs);
    Answer unknown = ask(other.user(), route, nobodys);
    all.assertThat(neutral(known)).as(what).isEqualTo(neutral(unknown));
    all.assertThat(known.status()).as(what).isNotEqualTo(500);
    // A question that says nothing would be answered the same way.
    all.assertThat(known.body().path("code").asText())
        .as(what)
        .isNotIn(ErrorCode.BAD_REQUEST.code(), ErrorCode.SUBSCRIPTION_INVALID.code());
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
    for (String offer : List.of("acceptance", "withdrawal")) {
      Answers.assertProblem(
          app.send(
              null,
              "POST",
              "/api/v1/offers/1/" + offer,
              "application/json",
              "{\"transactionId\":\"t\",\"accept\":\"ALL\"," + elsewhere + "}",
              device),
          ErrorCode.FORBIDDEN);
    }
    Answers.assertProblem(
        app.send(
            null,
            "POST",
            BulkJobs.path("SC1") + "?place=" + site,
            "text/plain",
            "SC-ELSEWHERE",
            device),
        ErrorCode.FORBIDDEN);
    confinedInBulk(site, device);
    confinedInEvents(site, device);
  }

  private static void confinedInBulk(String site, Map<String, String> device) {
    String path = "/api/v1/packs/changes?state=Locked&transactionId=";
    String row = "gtin,serial\n" + GTIN + "," + PACK + "\n";
    Answers.assertProblem(
        app.send(null, "POST", path + "c1&place=" + site, "text/csv", row, device),
        ErrorCode.FORBIDDEN);
    Answer job =
        app.send(
            null,
            "POST",
            path + "c2",
            "text/csv",
            "gtin,serial,place\n" + GTIN + "," + PACK + "," + site + "\n",
            device);
    BulkJobs.finished(app, job);
    assertThat(BulkJobs.results(app, BulkJobs.address(job)))
        .extracting(result -> result.path("code").asText())
        .containsExactly("not-permitted");
  }

  /** An event may name its place as that of reading or of business, or hide it by naming none. */
  private static void confinedInEvents(String site, Map<String, String> device) {
    String here = sighting("readPoint", MAKER_GLN, 1);
    List<String> elsewhere =
        List.of(
            sighting("readPoint", site, 2),
            sighting("bizLocation", site, 3),
            sighting("readPoint", MAKER_GLN, 4)
                .replace(
                    "\"readPoint\"",
                    "\"bizLocation\":{\"id\":\"https://id.gs1.org/414/"
                        + site
                        + "\"},\"readPoint\""),
            sighting("readPoint", MAKER_GLN, 5).replaceAll(",\"readPoint\":\\{[^}]*}", ""));
    for (String event : elsewhere) {
      Answers.assertProblem(
          app.send(null, "POST", "/epcis/v2/events", "application/json", event, device),
          ErrorCode.FORBIDDEN);
    }
    Answer captured =
        app.send(
            null,
            "POST",
            "/epcis/v2/capture",
            "application/json",
            Captures.document(
                here, elsewhere.get(0), elsewhere.get(1), elsewhere.get(2), elsewhere.get(3)),
            withHeader(device, "proceed"));
    JsonNode job = Captures.finished(app, MAKER, captured);
    assertThat(job.path("errors").findValuesAsText("code"))
        .as("%s", job)
        .containsExactly("not-permitted", "not-permitted", "not-permitted", "not-permitted");
    assertThat(
            app.send(
                    null,
                    "POST",
                    "/epcis/v2/events",
                    "application/json",
                    sighting("readPoint", MAKER_GLN, 6),
                    device)
                .status())
        .isEqualTo(201);
    Answer whole =
        app.send(
            null,
            "POST",
            "/epcis/v2/capture",
            "application/json",
            Captures.document(sighting("readPoint", MAKER_GLN, 7), elsewhere.get(0)),
            withHeader(device, "rollback"));
    assertThat(Captures.finished(app, MAKER, whole).path("success").asBoolean(true)).isFalse();
    // Who is confined to nothing tells of each site.
    assertThat(
            app.post(MAKER, "/epcis/v2/events", "application/json", elsewhere.getFirst()).status())
        .isEqualTo(201);
  }

  private static Map<String, String> withHeader(Map<String, String> device, String behaviour) {
    Map<String, String> all = new HashMap<>(device);
    all.put("GS1-Capture-Error-Behaviour", behaviour);
    return all;
  }

  private static String sighting(String field, String gln, int second) {
    return """
        {"type":"ObjectEvent","eventTime":"2026-11-20T12:00:%02dZ","eventTimeZoneOffset":"+00:00",
         "epcList":["%s"],"action":"OBSERVE","bizStep":"inspecting","%s":{"id":"https://id.gs1.org/414/%s"}}
        """
        .formatted(second, LINK + PACK, field, gln);
  }
}
