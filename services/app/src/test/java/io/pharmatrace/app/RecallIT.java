package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recall of batches and withdrawal of products: at once, for everybody whom it concerns, for ever.
 */
class RecallIT extends SupplyChainTest {
  @BeforeAll
  static void placeTheMakerInGermany() {
    site("DE");
  }

  private static void site(String country) {
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + MAKER_GLN + "/sites/" + MAKER_GLN,
                    "{\"name\":\"line\",\"country\":\"%s\"}".formatted(country))
                .status())
        .isEqualTo(204);
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/users/maker-in-germany",
                    """
                    {"name":"User","organisation":"%s","roles":["manufacturer"],"password":"%s",
                     "site":"%s"}"""
                        .formatted(MAKER_GLN, RunningApplication.PASSWORD, MAKER_GLN))
                .status())
        .isEqualTo(204);
  }

  private static void commission(String gtin, String serial, String lot) {
    String data = SupplyChain.label(serial, lot, "310131").replace("01" + GTIN, "01" + gtin);
    chain.publish(SupplyChain.scan(MAKER, "commissioning", data, "2026-11-20T08:00:00+01:00", ""));
    awaitOnRecord(gtin, serial);
    assertThat(verdictOf(MAKER, gtin, serial)).isEqualTo("OK");
  }

  private static String verdictOf(String who, String gtin, String serial) {
    return app.get(who, "/api/v1/packs/" + gtin + "/" + serial).body().path("verdict").asText();
  }

  private static void product(String gtin) {
    assertThat(
            app.put(
                    MAKER,
                    "/api/v1/products/" + gtin,
                    "{\"manufacturer\":\"%s\",\"level\":\"PACK\",\"name\":\"N\"}"
                        .formatted(MAKER_GLN))
                .status())
        .isEqualTo(204);
  }

  private static Answer recall(String who, String json) {
    return app.post(who, "/api/v1/recalls", "application/json", json);
  }

  @Test
  void aRecalledBatchIsNotGreenFromTheNextAnswerOn() {
    commission(GTIN, "RECALL-1", "R1");
    commission(GTIN, "RECALL-2", "R2");
    Answer made =
        recall(MAKER, "{\"gtin\":\"%s\",\"batch\":\"R1\",\"reason\":\"glass\"}".formatted(GTIN));
    assertThat(made.status()).isEqualTo(201);
    assertThat(verdictOf(MAKER, GTIN, "RECALL-1")).isEqualTo("RECALLED");
    assertThat(verdictOf(REGULATOR, GTIN, "RECALL-1")).isEqualTo("RECALLED");
    assertThat(verdictOf(MAKER, GTIN, "RECALL-2")).isEqualTo("OK");

    // Said again it stands as it stood; and everybody sees it.
    Answer again =
        recall(MAKER, "{\"gtin\":\"%s\",\"batch\":\"R1\",\"reason\":\"again\"}".formatted(GTIN));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(made.body());
    JsonNode seen = app.get(OUTSIDER, "/api/v1/recalls?gtin=" + GTIN).body();
    assertThat(seen.findValuesAsText("batch")).contains("R1");
  }

  @Test
  void aWithdrawnProductOverridesItsBatches() {
    String gtin = "09521101000061";
    product(gtin);
    commission(gtin, "W-1", "W1");
    assertThat(recall(REGULATOR, "{\"gtin\":\"%s\",\"reason\":\"risk\"}".formatted(gtin)).status())
        .isEqualTo(201);
    assertThat(verdictOf(MAKER, gtin, "W-1")).isEqualTo("WITHDRAWN");
  }

  @Test
  void aRecallOfOneCountryCountsThereAndWhereTheCountryIsNotKnown() {
    String gtin = "09521101000078";
    product(gtin);
    commission(gtin, "C-1", "C1");
    recall(MAKER, "{\"gtin\":\"%s\",\"country\":\"FR\",\"reason\":\"leaflet\"}".formatted(gtin));
    assertThat(verdictOf("maker-in-germany", gtin, "C-1")).isEqualTo("OK");
    assertThat(verdictOf(MAKER, gtin, "C-1")).isEqualTo("WITHDRAWN");
    recall(
        MAKER,
        "{\"gtin\":\"%s\",\"batch\":\"C1\",\"country\":\"DE\",\"reason\":\"leaflet\"}"
            .formatted(gtin));
    assertThat(verdictOf("maker-in-germany", gtin, "C-1")).isEqualTo("RECALLED");
  }

  /** Who misreads the label is told of the recall all the same. */
  @ParameterizedTest
  @CsvSource({
    "09521101000139, '',                   Withdrawn, Active,   The product was withdrawn.",
    "09521101000146, ',\"batch\":\"MM\"', Active,    Recalled, The batch was recalled."
  })
  void aLabelThatDiffersHidesNoRecall(
      String gtin, String batch, String ofProduct, String ofBatch, String action) {
    product(gtin);
    commission(gtin, "MM-1", "MM");
    recall(MAKER, "{\"gtin\":\"%s\"%s,\"reason\":\"risk\"}".formatted(gtin, batch));
    JsonNode answer = app.get(MAKER, "/api/v1/packs/" + gtin + "/MM-1?expiry=2030-01-01").body();
    assertThat(answer.path("verdict").asText()).isEqualTo("MISMATCH");
    assertThat(answer.path("product").path("state").asText()).isEqualTo(ofProduct);
    assertThat(answer.path("batch").path("state").asText()).isEqualTo(ofBatch);
    assertThat(answer.path("action").asText()).contains("Check the label", action);
  }

  private static Answer change(String gtin, String serial, String state, String place) {
    return change(gtin, serial, state, place, OffsetDateTime.now(ZoneOffset.UTC));
  }

  private static Answer change(
      String gtin, String serial, String state, String place, OffsetDateTime time) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + gtin + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"%s\",\"place\":\"%s\",\"time\":\"%s\"}"
            .formatted(UUID.randomUUID(), state, place, time.truncatedTo(ChronoUnit.MILLIS)));
  }

  private static void refusedInSilence(Answer answer, String gtin) {
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo("batch-recalled");
    assertThat(app.get(REGULATOR, "/api/v1/alerts?gtin=" + gtin).body()).isEmpty();
  }

  /** Also of a recalled batch: what nobody may do is no suspicion. */
  @ParameterizedTest
  @CsvSource({"09521101000108, ''", "09521101000115, ',\"batch\":\"WD\"'"})
  void whatIsWithdrawnOrRecalledIsNeitherGivenOutNorTakenBackAndAlarmsNobody(
      String gtin, String batch) {
    product(gtin);
    commission(gtin, "WD-1", "WD");
    commission(gtin, "WD-2", "WD");
    commission(gtin, "WD-3", "WD");
    assertThat(change(gtin, "WD-2", "Supplied", MAKER_GLN).status()).isEqualTo(200);
    assertThat(
            recall(MAKER, "{\"gtin\":\"%s\"%s,\"reason\":\"risk\"}".formatted(gtin, batch))
                .status())
        .isEqualTo(201);
    refusedInSilence(change(gtin, "WD-1", "Supplied", MAKER_GLN), gtin);
    refusedInSilence(change(gtin, "WD-2", "Active", MAKER_GLN), gtin);
    // It was given out before: a higher level overrides a lower one.
    refusedInSilence(change(gtin, "WD-2", "Exported", MAKER_GLN), gtin);
    assertThat(change(gtin, "WD-3", "Destroyed", MAKER_GLN).status()).isEqualTo(200);
  }

  /** What was done before counts when it is told afterwards; but for the way back. */
  @ParameterizedTest
  @CsvSource({"09521101000153, ''", "09521101000160, ',\"batch\":\"TB\"'"})
  void nothingComesBackByATimeBeforeTheRecallThatIsToldAfterIt(String gtin, String batch) {
    product(gtin);
    commission(gtin, "TB-1", "TB");
    commission(gtin, "TB-2", "TB");
    commission(gtin, "TB-3", "TB");
    OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC).minusHours(1);
    assertThat(change(gtin, "TB-1", "Supplied", MAKER_GLN, before).status()).isEqualTo(200);
    assertThat(change(gtin, "TB-2", "Locked", MAKER_GLN, before).status()).isEqualTo(200);
    recall(MAKER, "{\"gtin\":\"%s\"%s,\"reason\":\"risk\"}".formatted(gtin, batch));
    OffsetDateTime undone = before.plusMinutes(1);
    refusedInSilence(change(gtin, "TB-1", "Active", MAKER_GLN, undone), gtin);
    refusedInSilence(change(gtin, "TB-2", "Active", MAKER_GLN, undone), gtin);
    assertThat(change(gtin, "TB-3", "Supplied", MAKER_GLN, before).status()).isEqualTo(200);
  }

  private static String depotInFrance() {
    String gln = "9521101000115";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + MAKER_GLN + "/sites/" + gln,
                    "{\"name\":\"depot\",\"country\":\"FR\"}")
                .status())
        .isEqualTo(204);
    return gln;
  }

  private static void recallInGermany(String gtin, String batch) {
    recall(
        MAKER,
        "{\"gtin\":\"%s\",\"batch\":\"%s\",\"country\":\"DE\",\"reason\":\"leaflet\"}"
            .formatted(gtin, batch));
  }

  @Test
  void aRecallOfOneCountryForbidsToGiveOutThereAndNotInAnother() {
    String gtin = "09521101000122";
    String inFrance = depotInFrance();
    product(gtin);
    commission(gtin, "CC-1", "CC");
    recallInGermany(gtin, "CC");
    refusedInSilence(change(gtin, "CC-1", "Supplied", MAKER_GLN), gtin);
    assertThat(change(gtin, "CC-1", "Supplied", inFrance).status()).isEqualTo(200);
  }

  @Test
  void aLockIsNotLiftedAbroadWhenThePackIsRecalledWhereItIsLocked() {
    String gtin = "09521101000177";
    String inFrance = depotInFrance();
    product(gtin);
    commission(gtin, "CL-1", "CL");
    commission(gtin, "CL-2", "CL");
    assertThat(change(gtin, "CL-1", "Locked", MAKER_GLN).status()).isEqualTo(200);
    assertThat(change(gtin, "CL-2", "Locked", inFrance).status()).isEqualTo(200);
    recallInGermany(gtin, "CL");
    refusedInSilence(change(gtin, "CL-1", "Active", inFrance), gtin);
    assertThat(change(gtin, "CL-2", "Active", inFrance).status()).isEqualTo(200);
  }

  private static JsonNode awaitOnChain(long id) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> app.get(OUTSIDER, "/api/v1/recalls/" + id).body().path("onChain"),
            onChain -> onChain.path("status").asText().equals("confirmed"));
  }

  private static boolean onBoard(Infrastructure infrastructure, String gtin, String lot) {
    String board = app.get(null, "/api/v1/chain").body().path("recallBoard").asText();
    return new ChainReader(infrastructure.chain().rpcUrl()).recalled(board, gtin, lot, "DE");
  }

  @Test
  void anyNodeOfTheChainAnswersWhetherABatchIsRecalled(Infrastructure infrastructure) {
    String gtin = "09521101000085";
    product(gtin);
    commission(gtin, "N-1", "N1");
    JsonNode made =
        recall(MAKER, "{\"gtin\":\"%s\",\"batch\":\"N1\",\"reason\":\"glass\"}".formatted(gtin))
            .body();

    JsonNode onChain = awaitOnChain(made.path("id").asLong());
    assertThat(onChain.path("block").asLong()).isPositive();
    assertThat(onChain.path("transaction").asText()).matches("0x[0-9a-f]{64}");
    assertThat(onBoard(infrastructure, gtin, "N1")).isTrue();
    assertThat(onBoard(infrastructure, gtin, "N2")).isFalse();
    JsonNode listed = app.get(OUTSIDER, "/api/v1/recalls?gtin=" + gtin).body();
    assertThat(listed.path(0).path("onChain")).isEqualTo(onChain);
  }

  @Test
  void whileTheChainIsGoneARecallCountsAtOnceAndStandsThereLater(Infrastructure infrastructure) {
    String gtin = "09521101000092";
    product(gtin);
    commission(gtin, "G-1", "G1");
    infrastructure.chain().stop();
    long id =
        recall(REGULATOR, "{\"gtin\":\"%s\",\"reason\":\"risk\"}".formatted(gtin))
            .body()
            .path("id")
            .asLong();
    assertThat(verdictOf(MAKER, gtin, "G-1")).isEqualTo("WITHDRAWN");
    JsonNode waiting = app.get(MAKER, "/api/v1/recalls/" + id).body().path("onChain");
    assertThat(waiting.path("status").asText()).isEqualTo("pending");
    assertThat(waiting.has("block")).isFalse();
    infrastructure.chain().start();

    awaitOnChain(id);
    assertThat(onBoard(infrastructure, gtin, "G1")).isTrue();
  }

  @Test
  void aRecallThatDoesNotExistIsNotFound() {
    Answers.assertProblem(app.get(OUTSIDER, "/api/v1/recalls/999999"), ErrorCode.NOT_FOUND);
  }

  @Test
  void onlyTheManufacturerAndARegulatorRecall() {
    String json = "{\"gtin\":\"%s\",\"reason\":\"spite\"}".formatted(GTIN);
    for (String who : new String[] {WHOLESALER, PHARMACY, "admin"}) {
      Answers.assertProblem(recall(who, json), ErrorCode.FORBIDDEN);
    }
    Answers.assertProblem(
        recall(MAKER, "{\"gtin\":\"09521102000008\",\"reason\":\"spite\"}"), ErrorCode.NOT_FOUND);
    Answers.assertProblem(
        recall(MAKER, "{\"gtin\":\"%s\",\"batch\":\"NONE\",\"reason\":\"r\"}".formatted(GTIN)),
        ErrorCode.NOT_FOUND);
  }
}
