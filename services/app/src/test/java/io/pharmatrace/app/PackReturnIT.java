package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads back to Active, and what never does (EU 2016/161 article 13; docs/pack-states.md). */
class PackReturnIT extends PackStateTest {
  /** A second site of the same organisation. */
  private static String otherSite() {
    String gln = "9521101000115";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + MAKER_GLN + "/sites/" + gln,
                    "{\"name\":\"other\"}")
                .status())
        .isEqualTo(204);
    return gln;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Supplied", "Exported", "CheckedOut", "Sample", "FreeSample"})
  void whatWasGivenOutIsUndoneWithin240HoursAtTheSamePlaceOnly(String state) {
    String serial = pack("UNDO-" + state);
    OffsetDateTime then = yesterday.minusDays(20);
    done(change(MAKER, serial, wanted(state, then, MAKER_GLN)));
    assertThat(verdict(MAKER, serial).path("level").asText()).isEqualTo("STOP");
    refused(
        change(MAKER, serial, wanted("Active", then.plusHours(240).plusSeconds(1), MAKER_GLN)),
        "undo-too-late");
    refused(
        change(MAKER, serial, wanted("Active", then.plusHours(1), otherSite())), "undo-elsewhere");
    done(change(MAKER, serial, wanted("Active", then.plusHours(240), MAKER_GLN)));
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("OK");
  }

  /** Whoever may write any time could undo what was dispensed a year ago. */
  @Test
  void whatWasToldOver240HoursAgoIsNotUndoneWhateverTimeIsWritten() {
    String serial = pack("LONG-AGO");
    done(change(MAKER, serial, wanted("Supplied", yesterday.minusDays(20), MAKER_GLN)));
    int longAgo =
        app.bean(Jdbi.class)
            .withHandle(
                handle ->
                    handle
                        .createUpdate(
                            """
                            UPDATE custody.event e SET record_time = now() - interval '241 hours'
                            FROM custody.unit u
                            WHERE u.serial = :serial AND e.id = u.last_event
                            """)
                        .bind("serial", serial)
                        .execute());
    assertThat(longAgo).isEqualTo(1);
    // Nor by telling first that it ended otherwise.
    done(
        change(
            MAKER, serial, wanted("Exported", yesterday.minusDays(20).minusHours(1), MAKER_GLN)));
    refused(
        change(MAKER, serial, wanted("Active", yesterday.minusDays(19), MAKER_GLN)),
        "undo-too-late");
  }

  @Test
  void ofWhatIsDatedBeforeAPackBecameActiveAgainOnlyTheftAndDestructionCount() {
    String serial = pack("ORDER");
    done(change(MAKER, serial, wanted("Locked", yesterday, MAKER_GLN)));
    done(change(MAKER, serial, wanted("Active", yesterday.plusHours(2), MAKER_GLN)));
    refused(
        change(MAKER, serial, wanted("Supplied", yesterday.plusHours(1), MAKER_GLN)),
        "change-taken-back");
    done(change(MAKER, serial, wanted("Supplied", yesterday.plusHours(2), MAKER_GLN)));
    done(change(MAKER, serial, wanted("Active", yesterday.plusHours(3), MAKER_GLN)));
    done(change(MAKER, serial, wanted("Stolen", yesterday.plusHours(1), MAKER_GLN)));
  }

  @Test
  void aLockIsLiftedAtAnyTime() {
    String serial = pack("LOCK");
    done(change(MAKER, serial, wanted("Locked", yesterday.minusDays(29), MAKER_GLN)));
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("LOCKED");
    refused(change(MAKER, serial, wanted("Supplied", yesterday, MAKER_GLN)), "not-active");
    done(change(MAKER, serial, wanted("Active", yesterday, otherSite())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stolen", "Destroyed"})
  void whatIsStolenOrDestroyedNeverComesBack(String state) {
    String serial = pack("END-" + state);
    done(change(MAKER, serial, wanted(state, yesterday, MAKER_GLN)));
    refused(
        change(MAKER, serial, wanted("Active", yesterday.plusMinutes(1), MAKER_GLN)),
        "state-final");
    refused(
        change(MAKER, serial, wanted(state, yesterday.plusMinutes(11), MAKER_GLN)),
        "state-already-set");
  }

  @Test
  void onlyTheStateThatIsNamedIsUndone() {
    String serial = pack("NAMED");
    done(change(MAKER, serial, wanted("Locked", yesterday, MAKER_GLN)));
    String undo =
        "{\"transactionId\":\"%s\",\"state\":\"Active\",\"undone\":\"%s\",\"place\":\"%s\"}";
    refused(
        change(MAKER, serial, undo.formatted("named-1", "Supplied", MAKER_GLN)),
        "undo-other-state");
    done(change(MAKER, serial, undo.formatted("named-2", "Locked", MAKER_GLN)));
  }

  @Test
  void whatWasCommissionedInErrorNeverComesBack() {
    String event = Captures.commissioning("UNMADE");
    assertThat(app.post(MAKER, "/epcis/v2/events", "application/json", event).status())
        .isEqualTo(201);
    done(change(MAKER, "UNMADE", wanted("Locked", yesterday, MAKER_GLN)));
    String declaration =
        event.replace(
            "\"action\"",
            "\"errorDeclaration\": {\"declarationTime\": \"%s\", \"reason\": \"did_not_occur\"}, \"action\""
                .formatted(OffsetDateTime.now(ZoneOffset.UTC)));
    assertThat(app.post(MAKER, "/epcis/v2/events", "application/json", declaration).status())
        .isEqualTo(201);
    refused(change(MAKER, "UNMADE", wanted("Active", yesterday, MAKER_GLN)), "not-active");
    assertThat(verdict(MAKER, "UNMADE").path("level").asText()).isEqualTo("STOP");
  }

  @Test
  void whoReceivesADispensedPackDoesNotUndoIt() {
    String serial = pack("HANDED-ON");
    String data = SupplyChain.label(serial, "A1", "310131");
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "shipping",
            data,
            yesterday.toString(),
            ",\"destination\":\"https://id.gs1.org/414/%s\"".formatted(OUTSIDER_GLN)));
    awaitVerdict(OUTSIDER, serial, "NOT_RECEIVED");
    // Told late: it was dispensed before it left.
    done(change(MAKER, serial, wanted("Supplied", yesterday.minusHours(1), MAKER_GLN)));
    chain.publish(
        SupplyChain.scan(OUTSIDER, "receiving", data, yesterday.plusHours(1).toString(), ""));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                verdict(OUTSIDER, serial).path("custody").path("relation").asText().equals("you"));
    refused(
        change(OUTSIDER, serial, wanted("Active", yesterday.plusHours(2), OUTSIDER_GLN)),
        "undo-elsewhere");
  }

  @Test
  void aLockedPackOfARecalledBatchIsDestroyed() {
    String serial = pack("LOCKED-RECALLED", "REC2", "310131");
    done(change(MAKER, serial, wanted("Locked", yesterday, MAKER_GLN)));
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"REC2\",\"reason\":\"glass\"}".formatted(GTIN))
                .status())
        .isEqualTo(201);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    refused(change(MAKER, serial, wanted("Active", now, MAKER_GLN)), "batch-recalled");
    done(change(MAKER, serial, wanted("Destroyed", now, MAKER_GLN)));
  }
}
