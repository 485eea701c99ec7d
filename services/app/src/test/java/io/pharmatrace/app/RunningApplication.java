package io.pharmatrace.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.pharmatrace.testsupport.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The application in this JVM, with an HTTP client that logs in as whom a test names. */
final class RunningApplication implements AutoCloseable {
  /** Password of every user that a test makes. */
  static final String PASSWORD = "correct horse battery staple";

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    Awaitility.setDefaultTimeout(SupplyChainTest.PATIENCE);
  }

  private final Path home;
  private final EmbeddedServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  private RunningApplication(Path home, EmbeddedServer server) {
    this.home = home;
    this.server = server;
  }

  /** An answer: status and body as JSON, or null where there is none. */
  record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

  static RunningApplication start(Infrastructure infrastructure, Map<String, Object> more) {
    try {
      Path home =
          more.get("pharmatrace.home") instanceof String given
              ? Path.of(given)
              : Files.createTempDirectory("pharmatrace-it-");
      Map<String, Object> properties = new HashMap<>(properties(infrastructure, home));
      properties.putAll(more);
      return new RunningApplication(
          home, ApplicationContext.run(EmbeddedServer.class, properties, "it"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an application needs to use the infrastructure. */
  static Map<String, Object> properties(Infrastructure infrastructure, Path home) {
    return Map.ofEntries(
        Map.entry("micronaut.server.port", -1),
        Map.entry("pharmatrace.home", home.toString()),
        Map.entry("datasources.default.url", infrastructure.postgres().jdbcUrl()),
        Map.entry("datasources.default.username", infrastructure.postgres().user()),
        Map.entry("datasources.default.password", infrastructure.postgres().password()),
        Map.entry("kafka.bootstrap.servers", infrastructure.kafka().bootstrapServers()),
        Map.entry("kafka.group.instance.id", "it"),
        Map.entry("pharmatrace.chain.rpc-url", infrastructure.chain().rpcUrl().toString()),
        Map.entry("pharmatrace.chain.deploy", true),
        Map.entry("pharmatrace.subscriptions.private-destinations", true),
        Map.entry("pharmatrace.anchoring.tick", "500ms"));
  }

  Path home() {
    return home;
  }

  URI uri() {
    return server.getURI();
  }

  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  String token(String username) {
    return tokens.computeIfAbsent(username, this::login);
  }

  private String login(String username) {
    try {
      String password =
          username.equals("admin")
              ? Files.readString(home.resolve("secrets/admin-password")).strip()
              : PASSWORD;
      String body = JSON.writeValueAsString(Map.of("username", username, "password", password));
      Answer answer = send(null, "POST", "/api/v1/login", "application/json", body);
      if (answer.status() != 200) {
        throw new IllegalStateException("login of " + username + ": " + answer.body());
      }
      return answer.body().get("access_token").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer get(@Nullable String username, String path) {
    return send(username, "GET", path, null, null);
  }

  Answer put(String username, String path, String json) {
    return send(username, "PUT", path, "application/json", json);
  }

  Answer post(@Nullable String username, String path, String type, String body) {
    return send(username, "POST", path, type, body);
  }

  Answer send(
      @Nullable String username,
      String method,
      String path,
      @Nullable String type,
      @Nullable String body) {
    return send(username, method, path, type, body, Map.of());
  }

  Answer send(
      @Nullable String username,
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri().resolve(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    headers.forEach(request::header);
    if (username != null) {
      request.header("Authorization", "Bearer " + token(username));
    }
    return send(request.build());
  }

  /** A request with this token, to be completed. */
  HttpRequest.Builder request(String token, String path) {
    return HttpRequest.newBuilder(uri().resolve(path)).header("Authorization", "Bearer " + token);
  }

  /** Sends a request as it is. */
  Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      JsonNode json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              ? JSON.readTree(response.body())
              : JSON.nullNode();
      return new Answer(response.statusCode(), json, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
