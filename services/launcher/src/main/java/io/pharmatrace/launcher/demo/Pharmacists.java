package io.pharmatrace.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.launcher.http.JsonHttp;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks for verdicts as the demonstration's pharmacists do. A green one says that scans came all the
 * way from the topic into the database.
 */
final class Pharmacists {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String ROLE = "pharmacist";

  private final URI api;
  private final List<Login> pharmacists;
  private final String password;

  /**
   * Pharmacists who are not logged in yet.
   *
   * @param api where the application answers
   * @param logins of everybody; those of other roles are left out
   * @param password of all
   */
  Pharmacists(URI api, List<Login> logins, String password) {
    this.api = api;
    this.pharmacists = logins.stream().filter(login -> login.role().equals(ROLE)).toList();
    this.password = password;
  }

  /**
   * Waits until some pharmacist gets a green verdict on some pack.
   *
   * @param packs by their labels
   * @param progress told what is waited for
   * @return the first found
   * @throws io.pharmatrace.process.DeadlineExceededException when there is none within a minute
   */
  Example firstGreen(Collection<ElementString> packs, Progress progress) {
    AtomicReference<Optional<Example>> found = new AtomicReference<>(Optional.empty());
    Await.until(
        "a green verdict on one of the %d packs that were played".formatted(packs.size()),
        DEADLINE,
        progress,
        () -> {
          try {
            found.set(look(packs));
          } catch (IOException e) {
            return Optional.of("the application does not answer (" + e.getMessage() + ")");
          }
          return found.get().isPresent() ? Optional.empty() : Optional.of("there is none yet");
        });
    return found.get().orElseThrow();
  }

  private Optional<Example> look(Collection<ElementString> packs) throws IOException {
    for (Login pharmacist : pharmacists) {
      String token = token(pharmacist);
      for (ElementString pack : packs) {
        JsonNode verdict = JsonHttp.get(address(pack), token).body();
        if (verdict.path("level").asText().equals("OK")) {
          String title = verdict.path("title").asText();
          return Optional.of(new Example(pharmacist.username(), pack.bracketed(), title));
        }
      }
    }
    return Optional.empty();
  }

  private String token(Login login) throws IOException {
    JsonHttp.Answer answer =
        JsonHttp.post(
            api.resolve("/api/v1/login"),
            Map.of("username", login.username(), "password", password));
    String token = answer.body().path("access_token").asText();
    if (token.isEmpty()) {
      throw new IOException("%s cannot log in: %d".formatted(login.username(), answer.code()));
    }
    return token;
  }

  /** The demonstration's serial numbers are letters and digits, which need no escape in a path. */
  private URI address(ElementString pack) {
    return api.resolve(
        "/api/v1/packs/%s/%s"
            .formatted(pack.gtin().orElseThrow().digits(), pack.serial().orElseThrow().value()));
  }
}
