package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use which route, and that nobody gets at one without a token. */
@PharmaTraceInfrastructure
class RoutesIT {
  private static final Map<Role, String> USERS =
      Map.of(
          Role.ADMINISTRATOR, "admin",
          Role.MANUFACTURER, SupplyChain.MAKER,
          Role.DISTRIBUTOR, SupplyChain.WHOLESALER,
          Role.PHARMACIST, SupplyChain.PHARMACY,
          Role.REGULATOR, SupplyChain.REGULATOR);

  private static RunningApplication app;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of());
    new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  static Stream<Routes> guarded() {
    return Routes.guarded();
  }

  static Stream<Routes> open() {
    return Routes.KNOWN.stream().filter(route -> route.users().isEmpty());
  }

  /** A route that is new has to be entered in {@link Routes#KNOWN}, with who may use it. */
  @Test
  void theApplicationHasTheKnownRoutesAndNoOther() {
    assertThat(Routes.of(app))
        .containsExactlyInAnyOrderElementsOf(
            Routes.KNOWN.stream()
                .map(Routes::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void withoutATokenItIsRefused(Routes route) {
    Answers.assertProblem(route.call(app, null), ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @MethodSource("open")
  void whatIsOpenAsksForNoToken(Routes route) {
    Answer answer = route.call(app, null);
    // Login is asked with an empty body here, health may be down; neither is a refusal.
    assertThat(answer.status()).as("%s", answer.body()).isNotIn(403, 404, 405, 500);
    if (answer.status() == 401) {
      assertThat(route.template()).isEqualTo("/api/v1/login");
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void aTokenOfAnotherRoleIsRefused(Routes route) {
    Set<Role> others = new TreeSet<>(USERS.keySet());
    others.removeAll(route.users());
    for (Role role : others) {
      Answers.assertProblem(route.call(app, USERS.get(role)), ErrorCode.FORBIDDEN);
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void aTokenOfItsRoleIsLetIn(Routes route) {
    for (Role role : route.users()) {
      Answer answer = route.call(app, USERS.get(role));
      assertThat(answer.status())
          .as("%s as %s: %s", route, role, answer.body())
          .isNotIn(401, 403, 405, 415)
          .matches(status -> status < 500 || status == ErrorCode.NOT_IMPLEMENTED.status());
    }
  }
}
