package io.pharmatrace.launcher.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Gets files from the application, byte for byte. */
final class Download {
  /** The node of the chain may be asked many times for one bundle. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI api;

  Download(URI api) {
    this.api = api;
  }

  /**
   * Logs in.
   *
   * @return a token
   * @throws Failure when it does not answer, or refuses
   */
  String login(String user, String password) {
    URI uri = api.resolve("/api/v1/login");
    try {
      JsonHttp.Answer answer = JsonHttp.post(uri, Map.of("username", user, "password", password));
      if (answer.code() != 200) {
        throw refused(answer.code(), answer.body());
      }
      return answer.body().path("access_token").asText();
    } catch (IOException e) {
      throw silent(uri, e);
    }
  }

  /**
   * Gets a file.
   *
   * @throws Failure when the application does not answer, or refuses; with its words
   */
  byte[] get(String path, String token) {
    URI uri = api.resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw refused(answer.statusCode(), json(answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw silent(uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode(); // Not the application's own words; its code is told.
    }
  }

  private static Failure refused(int code, JsonNode problem) {
    return new Failure(
        "The application refuses (%d %s)".formatted(code, problem.path("code").asText("no code")),
        problem.path("detail").asText("it says nothing").replaceFirst("\\.$", ""),
        problem.path("action").asText("See its log."));
  }

  private static Failure silent(URI uri, IOException e) {
    return new Failure(
        "The application does not answer", uri + ": " + e, "Run ./pharmatrace status.", e);
  }
}
