package io.pharmatrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The product's REST interface, for preparing what is measured. */
final class Rest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  Rest(String url) {
    this.url = url;
  }

  String url() {
    return url;
  }

  JsonNode login(String user, String password) throws IOException {
    String body = JSON.writeValueAsString(Map.of("username", user, "password", password));
    return JSON.readTree(send(null, "POST", "/api/v1/login", body).body());
  }

  void put(String token, String path, String json) throws IOException {
    send(token, "PUT", path, json);
  }

  /** Captures an EPCIS document and waits until that is done. */
  void capture(String token, String document) throws IOException {
    HttpResponse<String> answer = send(token, "POST", "/epcis/v2/capture", document);
    String job = answer.headers().firstValue("Location").orElseThrow();
    String path = URI.create(url).resolve(job).getPath();
    JsonNode state = JSON.readTree(send(token, "GET", path, null).body());
    while (state.path("running").asBoolean()) {
      pause();
      state = JSON.readTree(send(token, "GET", path, null).body());
    }
    if (!state.path("success").asBoolean()) {
      throw new IOException("a document was not captured: " + state);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpResponse<String> send(
      @Nullable String token, String method, String path, @Nullable String body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(
            "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
