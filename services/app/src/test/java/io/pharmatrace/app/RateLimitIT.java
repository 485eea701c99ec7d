package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much anybody may ask, and that nobody finds serial numbers by guessing. */
class RateLimitIT extends SupplyChainTest {
  private static final String PACKS = "/api/v1/packs/" + GTIN + "/";
  private static final int BURST = 12;
  private static final String COLLEAGUE = "wholesaler-2";

  /** Beside the application without narrow limits, on the same data. */
  private static RunningApplication narrow;

  private static RunningApplication guarded;

  @BeforeAll
  static void startNarrow(Infrastructure infrastructure) {
    commissioned("GUESSED", "A1");
    Map<String, Object> limits = new HashMap<>();
    for (String who : List.of("caller", "anonymous")) {
      limits.put("pharmatrace.limits." + who + ".burst", BURST);
      limits.put("pharmatrace.limits." + who + ".per-second", 1);
    }
    limits.put("pharmatrace.limits.refused.burst", BURST);
    limits.put("pharmatrace.limits.refused.per-second", 1);
    limits.put("pharmatrace.limits.proxies", 1);
    limits.put("pharmatrace.limits.organisation.burst", 2 * BURST);
    limits.put("pharmatrace.limits.organisation.per-second", 1);
    limits.put("pharmatrace.roles", "registry,verification");
    narrow = RunningApplication.start(infrastructure, limits);
    // Logging in counts as well, for the address.
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/users/" + COLLEAGUE,
                    """
                    {"name":"User","organisation":"%s","roles":["distributor"],"password":"%s"}
                    """
                        .formatted(WHOLESALER_GLN, RunningApplication.PASSWORD))
                .status())
        .isEqualTo(204);
    List.of(MAKER, WHOLESALER, PHARMACY, COLLEAGUE).forEach(narrow::token);
    guarded =
        RunningApplication.start(
            infrastructure,
            Map.of(
                "pharmatrace.limits.unknown.burst", 5,
                "pharmatrace.limits.unknown.per-hour", 1,
                "pharmatrace.roles", "registry,verification"));
  }

  @AfterAll
  static void stopNarrow() {
    narrow.close();
    guarded.close();
  }

  /** The first answer that is a refusal, of so many. */
  private static Answer refused(List<Answer> answers) {
    return answers.stream().filter(answer -> answer.status() == 429).findFirst().orElseThrow();
  }

  private static List<Answer> ask(String who, String path) {
    return IntStream.range(0, 4 * BURST).mapToObj(_ -> narrow.get(who, path)).toList();
  }

  @Test
  void whoAsksTooMuchIsToldWhenToComeBackAndNobodyElseIsHeldUp() {
    List<Answer> answers = ask(PHARMACY, PACKS + "GUESSED");
    assertThat(answers.getFirst().status()).isEqualTo(200);
    assertThat(answers.getFirst().raw().headers().firstValue("RateLimit-Policy"))
        .hasValue("\"caller\";q=12;w=12");
    assertThat(answers.getFirst().raw().headers().firstValue("RateLimit"))
        .hasValue("\"caller\";r=11;t=1");
    Answer refused = refused(answers);
    Answers.assertProblem(refused, ErrorCode.TOO_MANY_REQUESTS);
    assertThat(refused.raw().headers().firstValue("Retry-After").orElse("none")).matches("[1-9]");
    assertThat(narrow.get(WHOLESALER, PACKS + "GUESSED").status()).isEqualTo(200);
  }

  /** One broken scanner does not stop a warehouse. */
  @Test
  void whatACallerIsRefusedItsColleaguesMayStillSend() {
    refused(ask(COLLEAGUE, PACKS + "GUESSED"));
    assertThat(narrow.get(WHOLESALER, PACKS + "GUESSED").status()).isEqualTo(200);
  }

  @Test
  void anAddressWithoutATokenHasALimitOfItsOwnAndSupervisorsHaveNone() {
    List<Answer> answers =
        IntStream.range(0, 4 * BURST).mapToObj(_ -> narrow.get(null, "/01/" + GTIN)).toList();
    Answers.assertProblem(refused(answers), ErrorCode.TOO_MANY_REQUESTS);
    assertThat(narrow.get(null, "/health/liveness").status()).isEqualTo(200);
    assertThat(narrow.get(MAKER, PACKS + "GUESSED").status()).isEqualTo(200);
  }

  /** What the proxy wrote counts, and nothing that the sender put before it. */
  @Test
  void behindAProxyEachAddressHasALimitOfItsOwn() {
    List<Answer> answers =
        IntStream.range(0, 4 * BURST).mapToObj(i -> from("10.0.0." + i + ", 203.0.113.7")).toList();
    Answers.assertProblem(refused(answers), ErrorCode.TOO_MANY_REQUESTS);
    assertThat(from("203.0.113.7, 203.0.113.8").status()).isEqualTo(307);
  }

  private static Answer from(String addresses) {
    return narrow.send(
        null, "GET", "/01/" + GTIN, null, null, Map.of("X-Forwarded-For", addresses));
  }

  /** Each costs a question to the database. */
  @Test
  void whoTriesKeysIsHeldUpAndADeviceBesideItIsNot() {
    String valid =
        app.post("admin", "/api/v1/readers/maker-reader/keys", "application/json", "{}")
            .body()
            .get("key")
            .asText();
    assertThat(withKey(valid).status()).isEqualTo(200);
    List<Answer> answers =
        IntStream.range(0, 4 * BURST)
            .mapToObj(i -> withKey("ptk_" + String.valueOf(1000 + i).repeat(11).substring(1)))
            .toList();
    Answers.assertProblem(answers.getFirst(), ErrorCode.UNAUTHENTICATED);
    Answers.assertProblem(refused(answers), ErrorCode.TOO_MANY_REQUESTS);
    assertThat(withKey(valid).status()).isEqualTo(200);
  }

  /** Wherever a key is looked up it counts, also where nobody needs one. */
  @ParameterizedTest
  @CsvSource({
    "Authorization, 203.0.113.10, " + PACKS + "GUESSED",
    "X-Api-Key, 203.0.113.11, /health"
  })
  void keysAreTriedNowhere(String header, String from, String path) {
    List<Answer> answers =
        IntStream.range(0, 4 * BURST)
            .mapToObj(
                i -> {
                  String key = "ptk_" + String.valueOf(1000 + i).repeat(11).substring(1);
                  String value = header.equals("Authorization") ? "Bearer " + key : key;
                  return narrow.send(
                      null,
                      "GET",
                      path,
                      null,
                      null,
                      Map.of(header, value, "X-Forwarded-For", from));
                })
            .toList();
    assertThat(answers.getFirst().status()).isNotEqualTo(429);
    Answers.assertProblem(refused(answers), ErrorCode.TOO_MANY_REQUESTS);
  }

  /**
   * To check a signature takes longer than a verdict; where no token is needed it is checked, too.
   */
  @ParameterizedTest
  @CsvSource({
    "203.0.113.20, " + PACKS + "GUESSED",
    "203.0.113.21, /health",
  })
  void whoTriesTokensIsHeldUpAndWhoHasAGenuineOneBesideItIsNot(String from, String path) {
    String genuine = narrow.token(MAKER);
    assertThat(withToken(genuine, from, PACKS + "GUESSED").status()).isEqualTo(200);
    String forged = genuine.substring(0, genuine.lastIndexOf('.') + 1) + "A".repeat(86);
    List<Answer> answers =
        IntStream.range(0, 4 * BURST)
            .mapToObj(i -> withToken(i % 2 == 0 ? forged : "a.b." + i, from, path))
            .toList();
    assertThat(answers.getFirst().status()).isNotEqualTo(429);
    Answers.assertProblem(refused(answers), ErrorCode.TOO_MANY_REQUESTS);
    assertThat(withToken(genuine, from, PACKS + "GUESSED").status()).isEqualTo(200);
    assertThat(withToken(forged, "203.0.113.22", PACKS + "GUESSED").status()).isEqualTo(401);
  }

  private static Answer withToken(String token, String from, String path) {
    return narrow.send(
        null,
        "GET",
        path,
        null,
        null,
        Map.of("Authorization", "Bearer " + token, "X-Forwarded-For", from));
  }

  @ParameterizedTest
  @CsvSource({"X-Other, x, 203.0.113.23", "Authorization, Basic eDp5, 203.0.113.24"})
  void whoShowsNoTokenWhereOneIsNeededIsCountedByAddress(String header, String value, String from) {
    List<Answer> answers =
        IntStream.range(0, 4 * BURST)
            .mapToObj(
                _ ->
                    narrow.send(
                        null,
                        "GET",
                        PACKS + "GUESSED",
                        null,
                        null,
                        Map.of(header, value, "X-Forwarded-For", from)))
            .toList();
    Answers.assertProblem(answers.getFirst(), ErrorCode.UNAUTHENTICATED);
    Answers.assertProblem(refused(answers), ErrorCode.TOO_MANY_REQUESTS);
  }

  private static Answer withKey(String key) {
    return narrow.send(
        null,
        "GET",
        PACKS + "GUESSED",
        null,
        null,
        Map.of("X-Api-Key", key, "X-Forwarded-For", "203.0.113.9"));
  }

  @Test
  void whoGuessedTooOftenIsAnsweredAboutItsOwnPacksOnly() {
    for (int i = 0; i < 5; i++) {
      // Whoever says that he typed them guesses all the same.
      Map<String, String> entry = Map.of("PharmaTrace-Entry", "typed");
      assertThat(guarded.send(OUTSIDER, "GET", PACKS + "NEVER" + i, null, null, entry).status())
          .isEqualTo(200);
    }
    Answer unknown = guarded.get(OUTSIDER, PACKS + "NEVER9");
    Answers.assertProblem(unknown, ErrorCode.TOO_MANY_REQUESTS);
    // A pack of somebody else's is answered the same way, or the guesser would know it.
    Answer known = guarded.get(OUTSIDER, PACKS + "GUESSED");
    Answers.assertProblem(known, ErrorCode.TOO_MANY_REQUESTS);
    assertThat(known.body().path("detail")).isEqualTo(unknown.body().path("detail"));
    // Who holds a pack is always told about it, and who inspects about all.
    for (int i = 0; i < 7; i++) {
      guarded.get(MAKER, PACKS + "NEVER" + i);
    }
    assertThat(guarded.get(MAKER, PACKS + "GUESSED").body().path("verdict").asText())
        .isEqualTo("OK");
    for (int i = 0; i < 7; i++) {
      assertThat(guarded.get(REGULATOR, PACKS + "NEVER" + i).status()).isEqualTo(200);
    }
  }

  /** Neither tells of any pack whether it exists. */
  @ParameterizedTest
  @CsvSource({"09521109000018, UNKNOWN", SupplyChain.CASE_GTIN + ", CASE"})
  void neitherUnregisteredProductsNorCasesUseUpGuesses(String gtin, String verdict) {
    for (int i = 0; i < 20; i++) {
      Answer answer = guarded.get(PHARMACY, "/api/v1/packs/" + gtin + "/7" + i);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("verdict").asText()).isEqualTo(verdict);
    }
    assertThat(guarded.get(PHARMACY, PACKS + "NEVER").body().path("verdict").asText())
        .isEqualTo("UNKNOWN");
  }

  @Test
  void guessesByVerificationOfIdentifiersCountAsWell() {
    String path = "/verify/gtin/" + GTIN + "/lot/A1/ser/%s?exp=310131&reqGLN=" + WHOLESALER_GLN;
    String correlation = "&corrUUID=0b8bb2bc-9ee7-4e9b-a3ad-7ef0a8b6a6f1";
    for (int i = 0; i < 5; i++) {
      assertThat(guarded.get(WHOLESALER, path.formatted("NO" + i) + correlation).status())
          .isEqualTo(200);
    }
    for (String serial : List.of("NO9", "GUESSED")) {
      Answers.assertProblem(
          guarded.get(WHOLESALER, path.formatted(serial) + correlation),
          ErrorCode.TOO_MANY_REQUESTS);
    }
  }
}
