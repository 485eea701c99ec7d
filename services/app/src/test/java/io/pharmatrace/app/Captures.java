package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Posts documents to the capture interface and waits for what becomes of them. */
final class Captures {
  private Captures() {}

  /** The finished job of a document. */
  static JsonNode job(RunningApplication app, String who, String type, String document) {
    return job(app, who, type, document, "rollback");
  }

  static JsonNode job(
      RunningApplication app, String who, String type, String document, String behaviour) {
    return finished(app, who, post(app, who, type, document, behaviour));
  }

  static Answer post(
      RunningApplication app, String who, String type, String document, String behaviour) {
    return app.send(
        who,
        "POST",
        "/epcis/v2/capture",
        type,
        document,
        Map.of("GS1-Capture-Error-Behaviour", behaviour));
  }

  /** The job that an answer names, when it is finished. */
  static JsonNode finished(RunningApplication app, String who, Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    return finished(app, who, answer.raw().headers().firstValue("Location").orElseThrow());
  }

  static JsonNode finished(RunningApplication app, String who, String address) {
    AtomicReference<JsonNode> last = new AtomicReference<>();
    await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> {
              last.set(app.get(who, address).body());
              return !last.get().path("running").asBoolean(true);
            });
    return last.get();
  }

  /** A JSON-LD document of these events. */
  static String document(String... events) {
    return """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-20T08:00:00Z",
         "epcisBody": {"eventList": [%s]}}
        """
        .formatted(String.join(",", events));
  }

  /** The manufacturer commissions packs of batch M. */
  static String commissioning(String... serials) {
    return """
        {"type": "ObjectEvent", "eventTime": "2026-11-20T08:00:00Z",
         "eventTimeZoneOffset": "+00:00", "epcList": [%s], "action": "ADD",
         "bizStep": "commissioning", "disposition": "active",
         "readPoint": {"id": "https://id.gs1.org/414/%s"},
         "ilmd": {"cbvmda:lotNumber": "M", "cbvmda:itemExpirationDate": "2031-12-31"}}
        """
        .formatted(packs(serials), SupplyChain.MAKER_GLN);
  }

  /** Packs as JSON strings, to be put into a list. */
  static String packs(String... serials) {
    return Arrays.stream(serials)
        .map(serial -> "\"https://id.gs1.org/01/" + SupplyChain.GTIN + "/21/" + serial + "\"")
        .collect(Collectors.joining(","));
  }
}
