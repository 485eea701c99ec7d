package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Captures events of a small supply chain and asks for them. */
final class EpcisEvents {
  private final RunningApplication app;

  EpcisEvents(RunningApplication app) {
    this.app = app;
  }

  static String pack(String serial) {
    return "https://id.gs1.org/01/" + GTIN + "/21/" + serial;
  }

  /** An object event of these packs or logistic units. */
  static String object(
      String who, String action, String step, String time, List<String> epcs, String more) {
    return """
        {"type": "ObjectEvent", "action": "%s", "bizStep": "%s", "eventTime": "%s",
         "eventTimeZoneOffset": "+00:00", "epcList": %s,
         "readPoint": {"id": "https://id.gs1.org/414/%s"}%s}"""
        .formatted(action, step, time, array(epcs), SupplyChain.gln(who), more);
  }

  static String commissioning(String who, String time, String lot, List<String> packs) {
    return object(
        who,
        "ADD",
        "commissioning",
        time,
        packs,
        ", \"ilmd\": {\"cbvmda:lotNumber\": \"%s\", \"cbvmda:itemExpirationDate\": \"2031-12-31\"}"
            .formatted(lot));
  }

  static String aggregation(
      String who, String action, String time, String parent, List<String> children) {
    return """
        {"type": "AggregationEvent", "action": "%s", "bizStep": "%s", "eventTime": "%s",
         "eventTimeZoneOffset": "+00:00", "parentID": "%s", "childEPCs": %s,
         "readPoint": {"id": "https://id.gs1.org/414/%s"}}"""
        .formatted(
            action,
            action.equals("ADD") ? "packing" : "unpacking",
            time,
            parent,
            array(children),
            SupplyChain.gln(who));
  }

  static String shipping(String who, String to, String time, List<String> epcs, String more) {
    return object(
        who,
        "OBSERVE",
        "shipping",
        time,
        epcs,
        """
        , "disposition": "in_transit",
        "destinationList": [{"type": "owning_party",
                             "destination": "https://id.gs1.org/417/%s"}]%s"""
            .formatted(SupplyChain.gln(to), more));
  }

  static String array(List<String> texts) {
    return texts.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(",", "[", "]"));
  }

  /** The texts of a JSON array. */
  static List<String> texts(JsonNode list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
        .map(i -> list.get(i).asText())
        .toList();
  }

  /** A text as a part of a path or query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Captures a document of these events and waits until it is done. */
  void capture(String who, String... events) {
    String document =
        """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                      {"ex": "https://ns.example/epcis/"}],
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-20T08:00:00Z",
         "epcisBody": {"eventList": [%s]}}"""
            .formatted(String.join(",", events));
    Answer answer = app.post(who, "/epcis/v2/capture", "application/json", document);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(202);
    String job = answer.raw().headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !app.get(who, job).body().path("running").asBoolean(true));
    JsonNode done = app.get(who, job).body();
    assertThat(done.path("success").asBoolean()).as(done.toString()).isTrue();
  }

  /** An answer to a GET with these headers. */
  Answer get(String who, String path, Map<String, String> headers) {
    return app.send(who, "GET", path, null, null, headers);
  }

  /** The events of a page. */
  List<JsonNode> events(String who, String path) {
    Answer answer = app.get(who, path);
    assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(200);
    return list(answer);
  }

  static List<JsonNode> list(Answer answer) {
    JsonNode list =
        answer.body().path("epcisBody").path("queryResults").path("resultsBody").path("eventList");
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get).toList();
  }

  /** The events of a page as our own reader understands them. */
  List<EpcisEvent> read(String who, String path) {
    return read(app.get(who, path));
  }

  /** The events of an answer as our own reader understands them. */
  static List<EpcisEvent> read(Answer answer) {
    byte[] body = answer.raw().body().getBytes(UTF_8);
    try {
      return switch (new EpcisReader().read(new ByteArrayInputStream(body))) {
        case ReadResult.Valid(var document) -> document.events();
        case ReadResult.Invalid(var problems) -> throw new AssertionError(problems.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
