package io.pharmatrace.launcher.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The application's interface for archives. Of one thread; logs in anew for each question. */
final class Server {
  /** A large batch is read whole before the first byte comes. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final String BATCHES = "/api/v1/archive/batches";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI api;
  private final String user;
  private final String password;
  private final HttpClient http = HttpClient.newHttpClient();

  Server(URI api, String user, String password) {
    this.api = api;
    this.user = user;
    this.password = password;
  }

  /** A batch as the list has it. */
  record Due(
      Batch batch, String since, long packs, long events, long bytes, List<String> obstacles) {
    Due {
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * An archive that comes.
   *
   * @param digest SHA-256 of its lines, as the server says
   * @param content to be closed
   */
  record Download(String digest, InputStream content) {}

  /** What became of a removal. */
  sealed interface Removal {
    /** Nothing of it is there any more. */
    record Done(String archived) implements Removal {}

    /** Something was told of the batch since; nothing was removed. */
    record Differs() implements Removal {}
  }

  /**
   * Batches whose time is over, at most a hundred.
   *
   * @param ready only those that nothing keeps from being archived
   */
  List<Due> due(boolean ready) {
    return due("?limit=100&ready=" + ready);
  }

  /** The batch, if it is ready; one or none. */
  List<Due> due(Batch batch) {
    return due("?ready=true&gtin=" + batch.gtin() + "&batch=" + batch.encoded());
  }

  private List<Due> due(String query) {
    List<Due> due = new ArrayList<>();
    for (JsonNode each : json(require(get(BATCHES + query)))) {
      List<String> obstacles = new ArrayList<>();
      each.path("obstacles").forEach(obstacle -> obstacles.add(obstacle.asText()));
      due.add(
          new Due(
              new Batch(each.path("gtin").asText(), each.path("batch").asText()),
              each.path("due").asText(),
              each.path("packs").asLong(),
              each.path("events").asLong(),
              each.path("bytes").asLong(),
              obstacles));
    }
    return due;
  }

  /** Begins to download an archive. */
  Download download(Batch batch) {
    HttpResponse<InputStream> answer = require(get(BATCHES + batch.path()));
    return new Download(
        answer.headers().firstValue("Archive-Digest").orElse("none"), answer.body());
  }

  /** Asks for the removal of what is in an archive that is safe. */
  Removal remove(Batch batch, String digest) {
    HttpRequest.Builder request = request(BATCHES + batch.path() + "/removal");
    HttpResponse<InputStream> answer = post(request, Map.of("digest", digest));
    if (answer.statusCode() == 409) {
      JsonNode problem = json(answer);
      if (problem.path("code").asText().equals("archive-differs")) {
        return new Removal.Differs();
      }
      throw refused(answer, problem);
    }
    return new Removal.Done(json(require(answer)).path("archived").asText());
  }

  private HttpResponse<InputStream> get(String path) {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    HttpResponse<InputStream> login =
        post(
            HttpRequest.newBuilder(api.resolve("/api/v1/login")).timeout(PATIENCE),
            Map.of("username", user, "password", password));
    String token = json(require(login)).path("access_token").asText();
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<InputStream> post(HttpRequest.Builder request, Object body) {
    try {
      return send(
          request
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new Failure(
          "The application does not answer",
          request.uri() + ": " + e,
          "Run ./pharmatrace status; then run the command again, it goes on where it was.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<InputStream> require(HttpResponse<InputStream> answer) {
    if (answer.statusCode() != 200) {
      throw refused(answer, json(answer));
    }
    return answer;
  }

  private static Failure refused(HttpResponse<?> answer, JsonNode problem) {
    return new Failure(
        "The application refuses (%d %s)"
            .formatted(answer.statusCode(), problem.path("code").asText("no code")),
        problem.path("detail").asText("it says nothing").replaceFirst("\\.$", ""),
        problem.path("action").asText("See its log."));
  }

  private static JsonNode json(HttpResponse<InputStream> answer) {
    try (InputStream body = answer.body()) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("the answer of " + answer.uri() + " cannot be read", e);
    }
  }
}
