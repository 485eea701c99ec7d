package io.pharmatrace.transparency.path;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void aPathIsAboutOneUnit() {
    assertThat(check(Journey.B, journey.origin(0)))
        .isEqualTo(new Invalid(0, Flaw.OTHER_UNIT_ASKED));
  }
}
