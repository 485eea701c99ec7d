package io.pharmatrace.transparency.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.path.PathVerdict.Ended;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import io.pharmatrace.transparency.path.PathVerdict.Held;
import io.pharmatrace.transparency.path.PathVerdict.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Honest paths are accepted, at each place on the way. */
class CustodyPathTest {
  private final Journey journey = new Journey();

  private PathVerdict check(String epc, Origin origin, Hop... hops) {
    return new CustodyPath(origin, List.of(hops)).check(epc, journey.chain);
  }

  @Test
  void aPackIsHeldWhereItsOneSuccessionLeads() {
    Origin origin = journey.origin(0);
    assertThat(check(Journey.A, origin)).isEqualTo(new Held(journey.maker.id));
    Hop.Pack packing = journey.packing();
    assertThat(check(Journey.A, origin, packing)).isEqualTo(new Held(journey.maker.id));
    Hop.Handover handover = journey.toWholesaler(0);
    assertThat(check(Journey.A, origin, packing, handover))
        .isEqualTo(new Held(journey.wholesaler.id));
    Hop.Unpack unpacking = journey.opening(handover.next().place(), 0);
    assertThat(check(Journey.A, origin, packing, handover, unpacking))
        .isEqualTo(new Held(journey.wholesaler.id));
    Hop.Handover toPharmacy =
        Journey.handing(
            journey.wholesaler,
            journey.pharmacy,
            journey.pharmacy.id,
            unpacking.next().place().note(),
            List.of(Party.again(journey.made.getFirst())));
    Hop.Final end = journey.dispensingWithAWayBack(toPharmacy.next().place());
    Instant ended =
        journey
            .chain
            .commitment(journey.pharmacy.id, end.closing().closer().sequence())
            .orElseThrow()
            .time();
    assertThat(check(Journey.A, origin, packing, handover, unpacking, toPharmacy, end))
        .isEqualTo(
            new Ended(
                journey.pharmacy.id,
                end.closing().closer().leaf(),
                Optional.of(ended.plus(Duration.ofDays(10)))));
    Hop.Reactivation undone = journey.undoing(end, Duration.ofDays(10));
    assertThat(check(Journey.A, origin, packing, handover, unpacking, toPharmacy, end, undone))
        .isEqualTo(new Held(journey.pharmacy.id));
    Hop.Final last = journey.dispensing(undone.next().place());
    assertThat(
            check(Journey.A, origin, packing, handover, unpacking, toPharmacy, end, undone, last))
        .isEqualTo(
            new Ended(journey.pharmacy.id, last.closing().closer().leaf(), Optional.empty()));
  }

  @Test
  void whatStaysInACaseIsFollowedWithIt() {
    Origin origin = journey.origin(1);
    Hop.Pack packing =
        journey.packing(
            1, List.of(Party.step(journey.packed, 0, 0), Party.step(journey.packed, 0, 1)));
    Hop.Handover handover = journey.toWholesaler(1);
    Hop.Unpack opening = journey.opening(handover.next().place(), 1);
    assertThat(check(Journey.B, origin, packing, handover, opening))
        .isEqualTo(new Held(journey.wholesaler.id));
  }

  @Test
  void whoHasHandedAUnitOnDoesNotHoldItAnyMore() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    journey.toWholesaler(0);
    assertThat(check(Journey.A, origin, packing)).isEqualTo(new Invalid(2, Flaw.WENT_ON));
    assertThat(check(Journey.A, origin)).isEqualTo(new Invalid(1, Flaw.WENT_ON));
  }

  /** The maker's log was held up; what was accepted from it was given out meanwhile. */
  @Test
  void whatARecipientDidBeforeTheSendersLogWasOnChainHolds() {
    Party maker = journey.maker;
    Party pharmacy = journey.pharmacy;
    Statement.Offer shipped = new Statement.Offer(pharmacy.id, journey.event);
    Entry offer = Party.entry(EntryType.OFFER, shipped.digest(), List.of());
    List<Unit> units = List.of(Party.again(journey.made.getFirst()));
    Note note = pharmacy.note(units);
    Statement.Acceptance received = new Statement.Acceptance(offer.leafHash(), journey.event);
    Logged acceptance = pharmacy.state(EntryType.ACCEPTANCE, received, List.of(note));
    Hop.Final end = journey.dispensing(new Place(note, List.of(Party.nested(units, 0))));
    journey.chain.pass(Duration.ofDays(1));
    Origin origin = journey.origin(0);
    Logged offered = maker.commit(offer, List.of());
    List<Step> steps = List.of(Party.step(note, 0, Step.TOPMOST));
    Bytes32 handedOver = new Statement.Handover(offered.leaf(), acceptance.leaf()).digest();
    Hop.Closing closing =
        maker.close(
            Party.entry(EntryType.HANDOVER, handedOver, List.of()),
            journey.first,
            List.of(0),
            steps,
            acceptance.leaf());
    Hop.Handover handover =
        new Hop.Handover(
            closing,
            offered,
            shipped,
            acceptance,
            received,
            Party.next(steps, 0, List.of(note), 0, Party.nested(units, 0)));

    assertThat(check(Journey.A, origin, handover, end))
        .isEqualTo(new Ended(pharmacy.id, end.closing().closer().leaf(), Optional.empty()));
  }

  @Test
  void aPathIsAboutOneUnit() {
    assertThat(check(Journey.B, journey.origin(0)))
        .isEqualTo(new Invalid(0, Flaw.OTHER_UNIT_ASKED));
  }
}
