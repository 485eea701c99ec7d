package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Devices with their API keys; who is suspended or retired. */
class AdministrationIT extends SupplyChainTest {
  private static final String PACK = "/api/v1/packs/" + SupplyChain.GTIN + "/NOWHERE";
  private static final String KEYS = "/api/v1/readers/pharmacy-reader/keys";

  private static Answer withKey(String key, String path) {
    return app.send(null, "GET", path, null, null, Map.of("X-Api-Key", key));
  }

  private static Answer standing(String kind, String name, String standing) {
    return app.put(
        "admin",
        "/api/v1/standings/" + kind + "/" + name,
        "{\"standing\":\"%s\",\"reason\":\"for the test\"}".formatted(standing));
  }

  @Test
  void aDeviceAsksWithItsKeyUntilThatIsRevoked() {
    Answer made = app.post("admin", KEYS, "application/json", "{}");
    assertThat(made.status()).isEqualTo(201);
    String key = made.body().get("key").asText();
    assertThat(key).matches("ptk_[A-Za-z0-9_-]{43}");
    assertThat(withKey(key, PACK).body().get("verdict").asText()).isEqualTo("UNKNOWN");
    // It has the role of its organisation and no more, and does not act elsewhere.
    Answers.assertProblem(withKey(key, KEYS), ErrorCode.FORBIDDEN);
    Answers.assertProblem(
        app.send(
            null,
            "PATCH",
            PACK,
            "application/json",
            "{\"transactionId\":\"a\",\"state\":\"Locked\",\"place\":\"%s\"}"
                .formatted(SupplyChain.OUTSIDER_GLN),
            Map.of("X-Api-Key", key)),
        ErrorCode.FORBIDDEN);

    assertThat(app.get("admin", KEYS).body())
        .singleElement()
        .satisfies(listed -> assertThat(listed.has("lastUsed")).isTrue())
        .satisfies(listed -> assertThat(listed.toString()).doesNotContain(key.substring(4)));

    String one = made.raw().headers().firstValue("Location").orElseThrow();
    assertThat(app.send("admin", "DELETE", one, null, null).status()).isEqualTo(204);
    await()
        .untilAsserted(() -> Answers.assertProblem(withKey(key, PACK), ErrorCode.UNAUTHENTICATED));
  }

  /** A second is what is promised. */
  @Test
  void whenASuspensionWouldNotCountInTimeHealthSaysSo() {
    app.bean(Jdbi.class)
        .useTransaction(
            handle -> {
              handle.execute("LOCK TABLE registry.reader IN ACCESS EXCLUSIVE MODE");
              awaitLate(true);
            });
    awaitLate(false);
  }

  private static void awaitLate(boolean late) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        app.get(null, "/health")
                            .body()
                            .path("details")
                            .path("accounts")
                            .path("details")
                            .path("late")
                            .asText())
                    .isEqualTo(String.valueOf(late)));
  }

  @Test
  void aDeviceRecallsNothing() {
    String keys = KEYS.replace("pharmacy", "maker");
    String key = app.post("admin", keys, "application/json", "{}").body().get("key").asText();
    Answers.assertProblem(
        app.send(
            null,
            "POST",
            "/api/v1/recalls",
            "application/json",
            "{\"gtin\":\"%s\",\"reason\":\"none\"}".formatted(SupplyChain.GTIN),
            Map.of("X-Api-Key", key)),
        ErrorCode.FORBIDDEN);
  }

  @Test
  void aKeyThatNobodyMadeIsRefused() {
    Answers.assertProblem(withKey("ptk_" + "A".repeat(43), PACK), ErrorCode.UNAUTHENTICATED);
    Answers.assertProblem(withKey("nonsense", PACK), ErrorCode.UNAUTHENTICATED);
    Answers.assertProblem(withKey("ptk_\u00e9", PACK), ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void aKeyEndsNoEarlierThanNow() {
    Answers.assertProblem(
        app.post("admin", KEYS, "application/json", "{\"expires\":\"2020-01-01T00:00:00Z\"}"),
        ErrorCode.BAD_REQUEST);
  }

  @Test
  void anExpiredKeyIsRefused() {
    Answer made =
        app.post(
            "admin",
            KEYS.replace(SupplyChain.PHARMACY, SupplyChain.OUTSIDER),
            "application/json",
            "{\"expires\":\"%s\"}".formatted(OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(15)));
    String key = made.body().get("key").asText();
    assertThat(withKey(key, PACK).status()).isEqualTo(200);
    await()
        .untilAsserted(() -> Answers.assertProblem(withKey(key, PACK), ErrorCode.UNAUTHENTICATED));
  }

  /** Whoever works there, and the devices there, can do nothing; the organisation goes on. */
  @Test
  void atASuspendedSiteNobodyCanDoAnything() {
    String site = "9521105000128";
    String sites = "/api/v1/organisations/" + SupplyChain.PHARMACY_GLN + "/sites/" + site;
    assertThat(app.put("admin", sites, "{\"name\":\"closed\"}").status()).isEqualTo(204);
    assertThat(
            app.put("admin", "/api/v1/readers/closed-till", "{\"site\":\"" + site + "\"}").status())
        .isEqualTo(204);
    assertThat(user("closed", site).status()).isEqualTo(204);
    String key =
        app.post("admin", "/api/v1/readers/closed-till/keys", "application/json", "{}")
            .body()
            .get("key")
            .asText();
    assertThat(withKey(key, PACK).status()).isEqualTo(200);
    assertThat(app.get("closed", PACK).status()).isEqualTo(200);
    assertThat(standing("site", site, "suspended").status()).isEqualTo(204);
    await().untilAsserted(() -> Answers.assertProblem(withKey(key, PACK), ErrorCode.SUSPENDED));
    await()
        .untilAsserted(() -> Answers.assertProblem(app.get("closed", PACK), ErrorCode.SUSPENDED));
    assertThat(app.get(SupplyChain.PHARMACY, PACK).status()).isEqualTo(200);
    assertThat(standing("site", site, "active").status()).isEqualTo(204);
    await().until(() -> withKey(key, PACK).status() == 200);
  }

  @Test
  void aSuspendedOrganisationCanDoNothingUntilItIsReadmitted() {
    assertThat(app.get(SupplyChain.WHOLESALER, PACK).status()).isEqualTo(200);
    String gln = SupplyChain.WHOLESALER_GLN;
    assertThat(standing("organisation", gln, "suspended").status()).isEqualTo(204);
    // Its token is still good for hours, but not for this.
    await()
        .untilAsserted(
            () ->
                Answers.assertProblem(app.get(SupplyChain.WHOLESALER, PACK), ErrorCode.SUSPENDED));
    Answers.assertProblem(login(SupplyChain.WHOLESALER), ErrorCode.SUSPENDED);
    assertThat(app.get("admin", "/api/v1/organisations").body().toString()).contains(gln);

    assertThat(standing("organisation", gln, "active").status()).isEqualTo(204);
    await().until(() -> app.get(SupplyChain.WHOLESALER, PACK).status() == 200);
    assertThat(app.get("admin", "/api/v1/standings/organisation/" + gln).body().findValues("by"))
        .hasSize(2)
        .allSatisfy(by -> assertThat(by.asText()).isEqualTo("admin"));
  }

  /** Else recalls of the country that he left would count for him until his token ends. */
  @Test
  void whoIsMovedToAnotherSiteHasToLogInAgain() {
    String second = "9521105000111";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + SupplyChain.PHARMACY_GLN + "/sites/" + second,
                    "{\"name\":\"second\"}")
                .status())
        .isEqualTo(204);
    assertThat(mover(SupplyChain.PHARMACY_GLN).status()).isEqualTo(204);
    assertThat(app.get("mover", PACK).status()).isEqualTo(200);
    assertThat(mover(SupplyChain.PHARMACY_GLN).status()).isEqualTo(204);
    assertThat(mover(second).status()).isEqualTo(204);
    await()
        .untilAsserted(
            () -> Answers.assertProblem(app.get("mover", PACK), ErrorCode.UNAUTHENTICATED));
    String token = login("mover").body().get("access_token").asText();
    assertThat(
            app.send(null, "GET", PACK, null, null, Map.of("Authorization", "Bearer " + token))
                .status())
        .isEqualTo(200);
  }

  private static Answer mover(String site) {
    return user("mover", site);
  }

  private static Answer user(String name, String site) {
    return app.put(
        "admin",
        "/api/v1/users/" + name,
        "{\"name\":\"M\",\"organisation\":\"%s\",\"roles\":[\"pharmacist\"],\"password\":\"%s\",\"site\":\"%s\"}"
            .formatted(SupplyChain.PHARMACY_GLN, RunningApplication.PASSWORD, site));
  }

  @Test
  void aScanOfASuspendedReaderIsKeptAndRejected() {
    assertThat(standing("reader", "maker-reader", "suspended").status()).isEqualTo(204);
    chain.publish(
        SupplyChain.scan(
            SupplyChain.MAKER,
            "commissioning",
            SupplyChain.label("SUSPENDED-1", "A1", "310131"),
            "2026-11-20T08:00:00+01:00",
            ""));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(app.get(SupplyChain.MAKER, "/api/v1/rejections").body().toString())
                    .contains("reader-suspended"));
    assertThat(verdict(SupplyChain.MAKER, "SUSPENDED-1").path("verdict").asText())
        .isEqualTo("UNKNOWN");
  }

  @Test
  void whoIsRetiredStaysSo() {
    assertThat(app.get(SupplyChain.OUTSIDER, PACK).status()).isEqualTo(200);
    assertThat(standing("user", SupplyChain.OUTSIDER, "retired").status()).isEqualTo(204);
    await()
        .untilAsserted(
            () -> Answers.assertProblem(app.get(SupplyChain.OUTSIDER, PACK), ErrorCode.SUSPENDED));
    Answers.assertProblem(standing("user", SupplyChain.OUTSIDER, "active"), ErrorCode.CONFLICT);
  }

  @Test
  void theHistoryOfARetiredOrganisationIsKept() {
    String gln = "9521107000010";
    chain.organisation("leaver", gln, "distributor", "");
    commissioned("KEPT", "A1");
    String label = SupplyChain.label("KEPT", "A1", "310131");
    chain.publish(
        SupplyChain.scan(
            SupplyChain.MAKER,
            "shipping",
            label,
            "2026-11-20T09:00:00+01:00",
            ",\"destination\":\"https://id.gs1.org/414/" + gln + "\""));
    chain.publish(
        SupplyChain.scan(
                SupplyChain.WHOLESALER, "receiving", label, "2026-11-20T10:00:00+01:00", "")
            .replace(SupplyChain.WHOLESALER_GLN, gln)
            .replace("wholesaler-reader", "leaver-reader"));
    awaitVerdict("leaver", "KEPT", "OK");
    assertThat(standing("organisation", gln, "retired").status()).isEqualTo(204);
    await()
        .untilAsserted(() -> Answers.assertProblem(app.get("leaver", PACK), ErrorCode.SUSPENDED));
    assertThat(trace("KEPT").path("steps").findValuesAsText("organisation"))
        .containsSubsequence("maker", "maker", "leaver");
    assertThat(
            app.get("admin", "/api/v1/organisations?standing=retired")
                .body()
                .findValuesAsText("gln"))
        .containsExactly(gln);
    assertThat(
            app.get("admin", "/api/v1/standings/organisation/" + gln)
                .body()
                .findValuesAsText("standing"))
        .containsExactly("retired");
  }

  @Test
  void theFirstAdministratorIsNeverLockedOut() {
    Answers.assertProblem(standing("user", "admin", "suspended"), ErrorCode.CONFLICT);
  }

  private static Answer login(String user) {
    return app.post(
        null,
        "/api/v1/login",
        "application/json",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, RunningApplication.PASSWORD));
  }
}
