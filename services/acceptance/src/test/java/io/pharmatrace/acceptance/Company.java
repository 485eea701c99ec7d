package io.pharmatrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The demonstration's manufacturer Nordhaven, as a client of the REST interface. */
final class Company {
  private static final String GTIN = "09521101001013";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI api;
  private final String password;

  Company(URI api, String password) {
    this.api = api;
    this.password = password;
  }

  /** Whether a pack of this serial number was commissioned. */
  boolean commission(String serial) throws IOException, InterruptedException {
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
            .formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), GTIN, serial);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(api.resolve("/epcis/v2/capture"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token())
                .POST(BodyPublishers.ofString(document)));
    return answer.statusCode() == 202 && isCaptured(JSON.readTree(answer.body()));
  }

  /** Waits for the end of a capture job. */
  private boolean isCaptured(JsonNode begun) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(30);
    JsonNode job = begun;
    while (job.path("running").asBoolean(true) && Instant.now().isBefore(deadline)) {
      Thread.sleep(200);
      URI address = api.resolve("/epcis/v2/capture/" + begun.path("captureID").asText());
      job =
          JSON.readTree(
              send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token()))
                  .body());
    }
    return !job.path("running").asBoolean(true) && job.path("success").asBoolean();
  }

  /** How far the only step of a pack is anchored, as in "pending". */
  String anchoring(String serial) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(api.resolve("/api/v1/packs/%s/%s/trace".formatted(GTIN, serial)))
                .header("Authorization", "Bearer " + token()));
    JsonNode steps = JSON.readTree(answer.body()).path("steps");
    return steps.path(0).path("anchoring").path("status").asText();
  }

  private String token() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(api.resolve("/api/v1/login"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"username\":\"nordhaven\",\"password\":\"%s\"}".formatted(password))));
    return JSON.readTree(answer.body()).path("access_token").asText();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }
}
