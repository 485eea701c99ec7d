package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suspect pack is off sale: who holds it does not give it out (docs/alerts.md). */
class SuspectPackIT extends AlertTest {
  /** A pack of the maker that failed the check of a return: it was never sold to who returns it. */
  private static String suspect(String serial) {
    pack(serial);
    Answer answer =
        app.post(
            MAKER,
            "/api/v1/returns",
            "application/json",
            "{\"transactionId\":\"%s\",\"gtin\":\"%s\",\"serial\":\"%s\",\"batch\":\"A1\",\"expiry\":\"311231\",\"returnedBy\":\"%s\"}"
                .formatted(UUID.randomUUID(), GTIN, serial, PHARMACY_GLN));
    done(answer);
    assertThat(answer.body().path("saleable").asBoolean(true)).isFalse();
    assertThat(codes(MAKER, serial)).containsExactly("return-failed");
    return serial;
  }

  private static void close(String serial, String cause) {
    JsonNode alert = alert(MAKER, serial);
    done(
        app.put(
            MAKER,
            "/api/v1/alerts/" + alert.path("id").asText() + "/state",
            "{\"state\":\"closed\",\"cause\":\"%s\",\"version\":%d}"
                .formatted(cause, alert.path("version").asInt())));
  }

  private static Answer now(String who, String serial, String state, String place) {
    return change(who, serial, state, OffsetDateTime.now(ZoneOffset.UTC), place);
  }

  private static void refused(Answer answer, String reason) {
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Supplied", "Exported", "CheckedOut", "Sample", "FreeSample"})
  void aSuspectPackIsNotGivenOut(String state) {
    String serial = suspect("OFF-" + state);
    refused(now(MAKER, serial, state, MAKER_GLN), "pack-suspect");
    assertThat(verify(MAKER, serial, "").body().path("verdict").asText()).isEqualTo("SUSPECT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locked", "Stolen", "Destroyed"})
  void aSuspectPackIsSetAsideOrEnds(String state) {
    done(now(MAKER, suspect("ASIDE-" + state), state, MAKER_GLN));
  }

  @Test
  void aPackOfWhichAFalsificationIsConfirmedIsNotGivenOut() {
    pack("FALSE");
    verify(OUTSIDER, "FALSE", "");
    done(now(MAKER, "FALSE", "Locked", MAKER_GLN));
    done(now(MAKER, "FALSE", "Active", MAKER_GLN));
    close("FALSE", "falsification-confirmed");
    refused(now(MAKER, "FALSE", "Supplied", MAKER_GLN), "pack-suspect");
  }

  @Test
  void whatIsClearedUpIsGivenOutAgain() {
    String serial = suspect("CLEARED");
    close(serial, "handling-error");
    done(now(MAKER, serial, "Supplied", MAKER_GLN));
  }

  @Test
  void whatWasGivenOutBeforeItBecameSuspectIsReplayedWithItsOwnTime() {
    String serial = suspect("BEFORE");
    done(change(MAKER, serial, "Supplied", yesterday, MAKER_GLN));
    assertThat(trace(serial).path("steps")).hasSize(2);
  }

  @Test
  void aRetryOfWhatWasDoneBeforeItBecameSuspectIsGivenTheFirstAnswer() {
    pack("RETRIED");
    verify(OUTSIDER, "RETRIED", "");
    OffsetDateTime time = OffsetDateTime.now(ZoneOffset.UTC);
    Answer first = change(MAKER, "RETRIED", "retried", "Supplied", time, MAKER_GLN, "");
    done(first);
    close("RETRIED", "falsification-confirmed");
    assertThat(change(MAKER, "RETRIED", "retried", "Supplied", time, MAKER_GLN, "").body())
        .isEqualTo(first.body());
  }

  @Test
  void whoDoesNotHoldASuspectPackLearnsNothingOfIt() {
    String serial = suspect("FOREIGN");
    refused(now(OUTSIDER, serial, "Supplied", OUTSIDER_GLN), "unit-unknown");
  }

  @Test
  void aBulkChangeDoesNotUnlockAndThenGiveOutASuspectPack() {
    String serial = suspect("UNLOCKED");
    done(now(MAKER, serial, "Locked", MAKER_GLN));
    Answer answer =
        app.post(
            MAKER,
            "/api/v1/packs/changes?transactionId=unlock&place=" + MAKER_GLN,
            "text/csv",
            "gtin,serial,state\n%1$s,%2$s,Active\n%1$s,%2$s,Supplied\n".formatted(GTIN, serial));
    BulkJobs.finished(app, answer);
    assertThat(BulkJobs.results(app, BulkJobs.address(answer)))
        .extracting(r -> r.path("code").asText("done"))
        .containsExactly("done", "pack-suspect");
  }

  @Test
  void aSuspectPackThatIsLockedWasNotGivenOutBeforeThatEither() {
    String serial = suspect("LOCKED");
    OffsetDateTime later = OffsetDateTime.now(ZoneOffset.UTC);
    done(change(MAKER, serial, "Locked", later.plusMinutes(4), MAKER_GLN));
    refused(change(MAKER, serial, "Supplied", later, MAKER_GLN), "pack-suspect");
  }

  @Test
  void thatTheFalsificationIsConfirmedOpensNoDoor() {
    String serial = suspect("CONFIRMED");
    OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);
    close(serial, "falsification-confirmed");
    refused(change(MAKER, serial, "Supplied", before, MAKER_GLN), "pack-suspect");
  }

  @Test
  void inABulkChangeOnlyTheSuspectPackIsRefused() {
    pack("BULK-GOOD");
    suspect("BULK-BAD");
    pack("BULK-LAST");
    Answer answer =
        app.post(
            MAKER,
            "/api/v1/packs/changes?transactionId=suspect&state=Supplied&place=" + MAKER_GLN,
            "text/csv",
            "gtin,serial\n%1$s,BULK-GOOD\n%1$s,BULK-BAD\n%1$s,BULK-LAST\n".formatted(GTIN));
    BulkJobs.finished(app, answer);
    List<JsonNode> results = BulkJobs.results(app, BulkJobs.address(answer));
    assertThat(results)
        .extracting(r -> r.path("item").asText() + " " + r.path("code").asText("done"))
        .containsExactly(
            GTIN + " BULK-GOOD done", GTIN + " BULK-BAD pack-suspect", GTIN + " BULK-LAST done");
  }

  @Test
  void anEventThatASuspectPackWasDispensedIsStored() {
    String serial = suspect("EVENT");
    capture(
        MAKER,
        event("dispensing", uri(serial), MAKER_GLN, OffsetDateTime.now(ZoneOffset.UTC), ""),
        201);
    assertThat(codes(MAKER, serial)).containsExactly("return-failed");
    assertThat(trace(serial).path("steps")).hasSize(2);
  }
}
