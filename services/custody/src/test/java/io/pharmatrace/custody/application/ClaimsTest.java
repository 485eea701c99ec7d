package io.pharmatrace.custody.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.OfferState;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {
  private static final String PACK = "https://id.gs1.org/01/00300010123455/21/1";
  private static final String TRAY = "https://id.gs1.org/8003/09521101000023A2";
  private static final List<Epc> UNITS = List.of(Epc.parse(PACK).orElseThrow());
  private static final CustodyAction SIGHTING = new CustodyAction.Observe(UNITS);

  private static EventBuilder event() {
    return EventBuilder.at(OffsetDateTime.parse("2026-11-21T08:00:00+01:00"));
  }

  private static EpcisEvent observed(EventBuilder event) {
    return event.objectEvent(Action.OBSERVE, List.of(PACK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stolen",
        "recalled",
        "destroyed",
        "dispensed",
        "expired",
        "damaged",
        "disposed",
        "inactive",
        "retail_sold",
        "non_sellable_other",
        "no_pedigree_match",
        "non_conformant",
        "unknown"
      })
  void aPackOfWhichSomethingBadIsSaidIsNotTakenForMerelySeen(String disposition) {
    assertThat(
            Claims.beyond(
                observed(event().bizStep("inspecting").disposition(disposition)), SIGHTING))
        .isPresent();
  }

  @Test
  void noneOfItIsLostWhenItIsSaidForGood() {
    EpcisEvent event =
        observed(
            event()
                .persistentDisposition(
                    new PersistentDisposition(List.of(Term.disposition("recalled")), List.of())));

    assertThat(Claims.beyond(event, SIGHTING)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decommissioning",
        "dispensing",
        "destroying",
        "killing",
        "removing",
        "retail_selling",
        "sampling",
        "shipping",
        "receiving",
        "void_shipping"
      })
  void aStepThatEndsOrMovesAPackIsNotTakenForMerelySeen(String step) {
    assertThat(Claims.beyond(observed(event().bizStep(step)), SIGHTING)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspecting", "storing", "cycle_counting", "transporting", "other"})
  void aSightingIsOne(String step) {
    assertThat(Claims.beyond(observed(event().bizStep(step)), SIGHTING)).isEmpty();
    assertThat(
            Claims.beyond(
                observed(event().bizStep(step).disposition("sellable_accessible")), SIGHTING))
        .isEmpty();
  }

  @Test
  void whatIsRefusedAsDamagedIsNotSaidToBeStolenInTheSameBreath() {
    CustodyAction refusal = new CustodyAction.Refuse(UNITS, OfferState.DAMAGED);
    EventBuilder damaged = event().bizStep("receiving").disposition("damaged");
    assertThat(Claims.beyond(observed(damaged), refusal)).isEmpty();
    for (String state : List.of("stolen", "recalled", "destroyed")) {
      EventBuilder both =
          event()
              .bizStep("receiving")
              .disposition("damaged")
              .persistentDisposition(
                  new PersistentDisposition(List.of(Term.disposition(state)), List.of()));
      assertThat(Claims.beyond(observed(both), refusal)).as(state).isPresent();
    }
  }

  @Test
  void usersOwnWordsSayNothingHere() {
    EpcisEvent event =
        observed(event().bizStep("https://example.com/step").disposition("https://example.com/d"));

    assertThat(Claims.beyond(event, SIGHTING)).isEmpty();
  }

  @Test
  void whatIsAppliedMayBeSaidWithAnyDisposition() {
    EpcisEvent event = observed(event().bizStep("destroying").disposition("destroyed"));

    assertThat(Claims.beyond(event, new CustodyAction.Decommission(UNITS, UnitState.DESTROYED)))
        .isEmpty();
  }

  @Test
  void aShipmentOfStolenPacksIsNone() {
    EpcisEvent event = observed(event().bizStep("shipping").disposition("stolen"));

    assertThat(Claims.beyond(event, new CustodyAction.Ship(UNITS, new UUID(0, 1)))).isPresent();
  }

  @Test
  void anEventAboutNoUnitClaimsNothing() {
    assertThat(
            Claims.beyond(
                observed(event().disposition("stolen")), new CustodyAction.Observe(List.of())))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"destroying", "dispensing", "decommissioning", "shipping", "killing"})
  void whatIsOnlyNotedDoesNotHideTheEndOfAPack(String step) {
    assertThat(Claims.beyond(associated(step), new CustodyAction.Note(UNITS))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"installing", "assembling", "packing", "unpacking", "removing", "loading"})
  void whatGoesIntoOrOutOfAThingThatIsNoUnitIsNoted(String step) {
    assertThat(Claims.beyond(associated(step), new CustodyAction.Note(UNITS))).isEmpty();
  }

  private static EpcisEvent associated(String step) {
    return event().bizStep(step).aggregationEvent(Action.ADD, TRAY, List.of(PACK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"destroying", "dispensing", "shipping", "receiving"})
  void nothingComesIntoBeingByAStepThatEndsIt(String step) {
    EpcisEvent event = event().bizStep(step).objectEvent(Action.ADD, List.of(PACK));

    assertThat(Claims.beyond(event, new CustodyAction.Commission(UNITS, null, null))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shipping", "receiving", "consigning", "accepting"})
  void whatIsDeletedIsNotHandedOver(String step) {
    EpcisEvent event = event().bizStep(step).objectEvent(Action.DELETE, List.of(PACK));

    assertThat(Claims.beyond(event, new CustodyAction.Receive(UNITS))).isPresent();
    assertThat(Claims.beyond(event, new CustodyAction.Ship(UNITS, new UUID(0, 1)))).isPresent();
  }

  @Test
  void aRecallOfAWholeBatchIsNotTakenForASightingOfNothing() {
    CustodyAction nothing = new CustodyAction.Note(List.of());
    EpcisEvent recall =
        event()
            .disposition("recalled")
            .quantity(
                new QuantityElement(
                    new Identifier("https://id.gs1.org/01/00300010123455/10/A1"), null, null))
            .objectEvent(Action.OBSERVE, List.of());
    EpcisEvent ofATray = event().disposition("recalled").objectEvent(Action.OBSERVE, List.of(TRAY));

    assertThat(Claims.beyond(recall, nothing)).isPresent();
    assertThat(Claims.beyond(ofATray, nothing)).isEmpty();
  }
}
