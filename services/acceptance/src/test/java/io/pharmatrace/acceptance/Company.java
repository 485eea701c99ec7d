package io.pharmatrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The demonstration's manufacturer Nordhaven, as a client of the REST interface. */
final class Company {
  /** Of its product, one pack. */
  static final String GTIN = "09521101001013";

  private static final String USER = "nordhaven";

  private final Api api;

  Company(Api api) {
    this.api = api;
  }

  /** Whether a pack of this serial number was commissioned. */
  boolean commission(String serial) throws IOException, InterruptedException {
    return commission(serial, Instant.now());
  }

  /** The same: one document for each serial number and time. */
  boolean commission(String serial, Instant time) throws IOException, InterruptedException {
    String document =
        """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "%1$s",
         "epcisBody": {"eventList": [{
           "type": "ObjectEvent", "eventTime": "%1$s", "eventTimeZoneOffset": "+00:00",
           "epcList": ["https://id.gs1.org/01/%2$s/21/%3$s"], "action": "ADD",
           "bizStep": "commissioning", "disposition": "active",
           "readPoint": {"id": "https://id.gs1.org/414/9521101000108"},
           "ilmd": {"cbvmda:lotNumber": "DISK1", "cbvmda:itemExpirationDate": "2031-12-31"}}]}}
        """
            .formatted(time.truncatedTo(ChronoUnit.MILLIS), GTIN, serial);
    Api.Answer answer = api.post(USER, "/epcis/v2/capture", document);
    return answer.status() == 202 && isCaptured(answer.body());
  }

  /** Waits for the end of a capture job. */
  private boolean isCaptured(JsonNode begun) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(30);
    JsonNode job = begun;
    while (job.path("running").asBoolean(true) && Instant.now().isBefore(deadline)) {
      Thread.sleep(200);
      job = api.get(USER, "/epcis/v2/capture/" + begun.path("captureID").asText());
    }
    return !job.path("running").asBoolean(true) && job.path("success").asBoolean();
  }

  /** How far the only step of a pack is anchored, as in "pending". */
  String anchoring(String serial) throws IOException, InterruptedException {
    JsonNode steps =
        api.get(USER, "/api/v1/packs/%s/%s/trace".formatted(GTIN, serial)).path("steps");
    return steps.path(0).path("anchoring").path("status").asText();
  }
}
