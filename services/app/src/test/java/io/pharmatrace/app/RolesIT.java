package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.security.token.generator.TokenGenerator;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each role of the application alone: it starts, offers its own routes, and no other's. */
@PharmaTraceInfrastructure
class RolesIT {
  private final Infrastructure infrastructure;

  RolesIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @ParameterizedTest
  @CsvSource({
    "registry, /api/v1/organisations",
    "custody, /api/v1/rejections",
    "anchoring, /api/v1/chain",
    "verification, /api/v1/packs/09521101000023/S1",
  })
  void aRoleOffersItsOwnRoutesAndNoOthers(String role, String works) {
    try (RunningApplication app =
        RunningApplication.start(infrastructure, Map.of("pharmatrace.roles", role))) {
      for (Routes route : Routes.KNOWN) {
        Answer answer = route.call(app, null);
        if (!route.part().equals(role) && !route.part().equals(Routes.EVERY)) {
          Answers.assertProblem(answer, ErrorCode.NOT_FOUND);
        } else if (!route.users().isEmpty()) {
          Answers.assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        } else if (route.template().startsWith("/01/") && answer.status() == 404) {
          // The resolver is there; the product is not registered.
          assertThat(answer.body().path("detail").asText()).contains("product");
        } else {
          assertThat(answer.status()).as("%s: %s", route, answer.body()).isNotIn(404, 405, 500);
        }
      }
      Answer answer = app.send(asRegulator(app, works));
      assertThat(answer.status()).as("%s: %s", works, answer.raw().body()).isEqualTo(200);
      Path keys = app.home().resolve("keys");
      if (role.equals("anchoring")) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(keys));
      } else {
        assertThat(keys).as("only anchoring holds signing keys").doesNotExist();
      }
    }
  }

  /** Without the role registry nobody can log in, so the token comes from the issuer's key. */
  private static HttpRequest asRegulator(RunningApplication app, String path) {
    String token =
        app.bean(TokenGenerator.class)
            .generateToken(
                Map.of(
                    "sub", "inspector",
                    "iss", "pharmatrace",
                    "roles", List.of("regulator"),
                    "organisation", UUID.randomUUID().toString(),
                    "exp", Instant.now().plusSeconds(600).getEpochSecond()))
            .orElseThrow();
    return HttpRequest.newBuilder(app.uri().resolve(path))
        .header("Authorization", "Bearer " + token)
        .build();
  }
}
