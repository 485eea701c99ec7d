package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.platform.error.ErrorCode;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * What becomes of offers that are taken back, declared to be in error, told late or not answered.
 */
class HandoverCorrectionsIT extends HandoverTest {
  @Test
  void anOfferIsTakenBackOnlyUntilItIsAccepted() {
    String pallet = pallet("W1");
    long offer = shipped(pallet);
    done(withdraw(MAKER, offer));
    assertThat(state(WHOLESALER, offer)).isEqualTo("withdrawn");
    refused(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, quoted(pallet)), "not-offered");
    stored(MAKER, shipping("12", quoted(pallet)));
    long again = latestOffer(WHOLESALER, "IN");
    accepted(WHOLESALER, again, ALL);
    Answers.assertProblem(withdraw(MAKER, again), ErrorCode.CONFLICT);
    refused(MAKER, step("void_shipping", "13", MAKER_GLN, quoted(pallet)), "not-in-custody");
    assertThat(custodian(pallet)).isEqualTo(WHOLESALER_GLN);
  }

  @Test
  void aShipmentThatIsDeclaredToBeInErrorIsNoOffer() {
    String pallet = pallet("X1");
    String shipment = shipping("10", quoted(pallet));
    stored(MAKER, shipment);
    long offer = latestOffer(WHOLESALER, "IN");
    stored(MAKER, inError(shipment));
    assertThat(state(WHOLESALER, offer)).isEqualTo("withdrawn");
  }

  @Test
  void aReceiptThatIsDeclaredToBeInErrorOpensTheOfferAgain() {
    String pallet = pallet("Y1", "Y2");
    long offer = shipped(pallet);
    String part = step("receiving", "11", WHOLESALER_GLN, quoted(pack("Y1")));
    String rest = step("receiving", "12", WHOLESALER_GLN, quoted(pallet));
    stored(WHOLESALER, part, rest);
    stored(WHOLESALER, inError(rest), inError(part));
    assertThat(states(MAKER, offer)).containsExactly("offered " + pallet);
    accepted(WHOLESALER, offer, ALL);
    assertThat(custodian(pack("Y1"))).isEqualTo(WHOLESALER_GLN);
  }

  @Test
  void whatIsOfferedOnInErrorIsOnTheOfferBeforeAgain() {
    stored(MAKER, Captures.commissioning("A1"));
    long offer = shipped(pack("A1"));
    String receipt = step("receiving", "11", WHOLESALER_GLN, quoted(pack("A1")));
    String back = shipping("12", WHOLESALER_GLN, MAKER_GLN, quoted(pack("A1")));
    stored(WHOLESALER, receipt, back);
    // Only with the second is there anything to take back.
    stored(WHOLESALER, inError(receipt), inError(back));
    assertThat(states(MAKER, offer)).containsExactly("offered " + pack("A1"));
    assertThat(states(MAKER, latestOffer(WHOLESALER, "OUT")))
        .containsExactly("withdrawn " + pack("A1"));
    accepted(WHOLESALER, offer, ALL);
    assertThat(states(MAKER, offer)).containsExactly("accepted " + pack("A1"));
  }

  @Test
  void whatIsMissingInErrorIsOnOfferAgainAndItsDeadlineIsWatched() {
    stored(MAKER, Captures.commissioning("J1"));
    long offer = shipped(pack("J1"));
    String missing =
        step("inspecting", "11", WHOLESALER_GLN, quoted(pack("J1")))
            .replaceFirst(
                "\\{",
                "{\"@context\": {\"pharmatrace\": \"urn:pharmatrace:epcis\"}, "
                    + "\"pharmatrace:handover\": \"missing\", ");
    stored(WHOLESALER, missing);
    assertThat(states(MAKER, offer)).containsExactly("missing " + pack("J1"));
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute("UPDATE custody.offer SET watched = false WHERE id = ?", offer));
    stored(WHOLESALER, inError(missing));
    assertThat(states(MAKER, offer)).containsExactly("offered " + pack("J1"));
    assertThat(strings("SELECT watched::text FROM custody.offer WHERE id = " + offer))
        .containsExactly("true");
  }

  @Test
  void anOfferIsTakenBackWithWhatIsMissing() {
    stored(MAKER, Captures.commissioning("G1"));
    long offer = shipped(pack("G1"));
    accepted(WHOLESALER, offer, ALL + ",\"missing\":[%s]".formatted(quoted(pack("G1"))));
    done(withdraw(MAKER, offer));
    assertThat(states(MAKER, offer)).containsExactly("withdrawn " + pack("G1"));
  }

  @Test
  void aShipmentInErrorIsNoOfferOfWhatIsMissingEither() {
    stored(MAKER, Captures.commissioning("F1"));
    String shipment = shipping("10", quoted(pack("F1")));
    stored(MAKER, shipment);
    long offer = latestOffer(WHOLESALER, "IN");
    accepted(WHOLESALER, offer, ALL + ",\"missing\":[%s]".formatted(quoted(pack("F1"))));
    stored(MAKER, inError(shipment));
    assertThat(states(MAKER, offer)).containsExactly("withdrawn " + pack("F1"));
    stored(MAKER, shipping("12", quoted(pack("F1")))); // It is on offer once.
  }

  @Test
  void aReceiptThatIsToldBeforeItsShipmentEndsInTheSameState() {
    String late = SupplyChain.label("L1", "LATE", "311231");
    chain.publish(SupplyChain.scan(WHOLESALER, "receiving", late, "2026-11-20T12:00:00+01:00", ""));
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "shipping",
            late,
            "2026-11-20T11:00:00+01:00",
            ",\"destination\":\"https://id.gs1.org/414/%s\"".formatted(WHOLESALER_GLN)));
    chain.publish(SupplyChain.scan(MAKER, "commissioning", late, "2026-11-20T10:00:00+01:00", ""));
    awaitVerdict(WHOLESALER, "L1", "OK");
    assertThat(states(MAKER, latestOffer(MAKER, "OUT"))).containsExactly("accepted " + pack("L1"));
  }

  @Test
  void aCaseThatWasReceivedBeforeItsPalletEndsTheSameWhicheverIsToldFirst() {
    String pallet = pallet("T1", "T2");
    long offer = shipped(pallet);
    stored(WHOLESALER, step("receiving", "14", WHOLESALER_GLN, quoted(pallet)));
    stored(WHOLESALER, step("receiving", "13", WHOLESALER_GLN, quoted(pack("T1"))));
    assertThat(done(unit(WHOLESALER, pack("T1"))).hasNonNull("parent")).isFalse();
    assertThat(done(unit(WHOLESALER, pack("T2"))).get("parent").asText()).isEqualTo(pallet);
    assertThat(states(MAKER, offer))
        .containsExactlyInAnyOrder("accepted " + pallet, "accepted " + pack("T1"));
    // Afterwards it has to be unpacked.
    refused(
        WHOLESALER, step("receiving", "15", WHOLESALER_GLN, quoted(pack("T2"))), "in-another-unit");
  }

  @Test
  void bothAreToldOnceThatTheDeadlineHasPassed() {
    stored(MAKER, Captures.commissioning("Z1"));
    long offer = shipped(pack("Z1"));
    assertThat(offer(MAKER, offer).get("offer").get("overdue").asBoolean()).isFalse();
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE custody.offer SET deadline = now() - interval '1 s' WHERE id = ?",
                    offer));
    await()
        .atMost(PATIENCE)
        .until(() -> offer(MAKER, offer).get("offer").get("overdue").asBoolean());
    assertThat(alerts("handover-overdue", pack("Z1"))).isEqualTo(2);
    accepted(WHOLESALER, offer, ALL); // Late is better than never.
  }
}
