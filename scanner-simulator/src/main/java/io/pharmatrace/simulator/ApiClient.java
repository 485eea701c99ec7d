package io.pharmatrace.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The application's REST interface, as its administrator. */
final class ApiClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private String token = "";

  /**
   * A client, not logged in yet.
   *
   * @param base for example http://127.0.0.1:8080
   */
  ApiClient(URI base) {
    this.base = base;
  }

  /** Logs in; every later request carries the token. */
  void login(String username, String password) {
    JsonNode answer =
        send("POST", "/api/v1/login", Map.of("username", username, "password", password));
    token = answer.path("access_token").asText("");
    if (token.isEmpty()) {
      throw new SimulatorException(base + " logged " + username + " in but gave no token.", null);
    }
  }

  /** Brings a resource into the state of {@code body}; the same again changes nothing. */
  void put(String path, Object body) {
    send("PUT", path, body);
  }

  private JsonNode send(String method, String path, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, application/problem+json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      request.method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new SimulatorException(
            method + " " + base.resolve(path) + " was refused: " + reason(response), null);
      }
      return json(response.body());
    } catch (IOException e) {
      throw new SimulatorException("The application does not answer at " + base + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SimulatorException("Interrupted while waiting for " + base + ".", e);
    }
  }

  private static String reason(HttpResponse<String> response) {
    JsonNode problem = json(response.body());
    String detail = problem.path("detail").asText(problem.path("title").asText(""));
    return response.statusCode() + (detail.isEmpty() ? "" : " " + detail);
  }

  /** The body as JSON; missing where it is none, as with an empty one. */
  private static JsonNode json(String body) {
    try {
      JsonNode node = body.isBlank() ? null : JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
