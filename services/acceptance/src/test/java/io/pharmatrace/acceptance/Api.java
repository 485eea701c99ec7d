package io.pharmatrace.acceptance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The REST interface of a home, for the administrator and the demonstration's users. Each logs in
 * once: logins are limited. For one thread.
 */
final class Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int UNAUTHORIZED = 401;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> tokens = new HashMap<>();
  private final Launcher launcher;
  private final URI address;

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body as JSON
   */
  record Answer(int status, JsonNode body) {}

  /** The interface of a home that runs. */
  Api(Launcher launcher) throws IOException, InterruptedException {
    this.launcher = launcher;
    this.address = URI.create(launcher.status().path("url").asText());
  }

  JsonNode get(String user, String path) throws IOException, InterruptedException {
    return send(user, request(path)).body();
  }

  Answer post(String user, String path, String json) throws IOException, InterruptedException {
    return send(
        user,
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private Answer send(String user, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    if (!tokens.containsKey(user)) {
      tokens.put(user, login(user));
    }
    HttpResponse<String> answer =
        client.send(
            request
                .setHeader("Authorization", "Bearer " + requireNonNull(tokens.get(user)))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() == UNAUTHORIZED) {
      tokens.remove(user);
    }
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  private String login(String user) throws IOException, InterruptedException {
    String secret = user.equals("admin") ? "admin-password" : "demo-password";
    String password = Files.readString(launcher.file("secrets/" + secret)).strip();
    HttpResponse<String> answer =
        client.send(
            request("/api/v1/login")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password)))
                .build(),
            BodyHandlers.ofString());
    String token = JSON.readTree(answer.body()).path("access_token").asText();
    if (token.isEmpty()) {
      throw new IOException(user + " cannot log in: " + answer.statusCode());
    }
    return token;
  }
}
