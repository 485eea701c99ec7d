package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.again;
import static io.pharmatrace.transparency.path.Party.entry;
import static io.pharmatrace.transparency.path.Party.nested;
import static io.pharmatrace.transparency.path.Party.next;
import static io.pharmatrace.transparency.path.Party.step;
import static io.pharmatrace.transparency.path.Party.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cheats may try while they hand over, and at the end. */
class HandoverForgeryTest extends Forgery {
  @Test
  void aUnitThatIsListedInANoteWithoutAStepToItIsNotThere() {
    Origin origin = journey.origin(0);
    List<Unit> twice = List.of(again(journey.cases.getFirst()), again(journey.cases.getFirst()));
    Hop.Pack packing = journey.packing();
    Hop.Handover honest =
        Journey.handing(
            maker, wholesaler, wholesaler.id, journey.packed, twice, nested(journey.inside, 0));
    Place second =
        new Place(
            honest.next().place().note(), List.of(nested(twice, 1), nested(journey.inside, 0)));
    refused(2, Flaw.LEADS_ELSEWHERE, origin, packing, to(honest, second));
  }

  @Test
  void contentsDoNotChangeOnTheWay() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    List<Unit> other = List.of(again(journey.made.get(0)));
    Hop.Handover changed =
        Journey.handing(
            maker,
            wholesaler,
            wholesaler.id,
            journey.packed,
            List.of(unit(Journey.K, other)),
            nested(other, 0));
    refused(2, Flaw.OTHER_UNIT, origin, packing, changed);
  }

  @Test
  void aPackIsNotExchangedForAnother() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Hop.Handover handover = journey.toWholesaler(0);
    Hop.Handover swapped =
        to(
            handover,
            new Place(
                handover.next().place().note(),
                List.of(handover.next().place().topmost(), nested(journey.inside, 1))));
    refused(2, Flaw.OTHER_UNIT, origin, packing, swapped);
  }

  @Test
  void theReceiverIsWhomTheOfferNames() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Hop.Handover elsewhere =
        Journey.handing(
            maker,
            stranger,
            wholesaler.id,
            journey.packed,
            List.of(again(journey.cases.getFirst())),
            nested(journey.inside, 0));
    refused(2, Flaw.OTHER_HOLDER, origin, packing, elsewhere);
  }

  @Test
  void aNoteThatTheReceiverNeverMadeIsFromNowhere() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    List<Unit> units = List.of(again(journey.cases.getFirst()));
    Note invented = wholesaler.note(units);
    Statement.Offer shipped = new Statement.Offer(wholesaler.id, journey.event);
    Logged offer = maker.state(EntryType.OFFER, shipped, List.of());
    Statement.Acceptance received = new Statement.Acceptance(offer.leaf(), journey.event);
    Note accepted = wholesaler.note(List.of(unit(Journey.B, List.of())));
    Logged acceptance = wholesaler.state(EntryType.ACCEPTANCE, received, List.of(accepted));
    List<Step> steps = List.of(step(invented, 0, Step.TOPMOST));
    Hop.Closing closing =
        maker.close(
            entry(
                EntryType.HANDOVER,
                new Statement.Handover(offer.leaf(), acceptance.leaf()).digest(),
                List.of()),
            journey.packed,
            List.of(0),
            steps,
            acceptance.leaf());
    refused(
        2,
        Flaw.NOTE_FROM_NOWHERE,
        origin,
        packing,
        new Hop.Handover(
            closing,
            offer,
            shipped,
            acceptance,
            received,
            next(steps, 0, List.of(invented), 0, nested(units, 0), nested(journey.inside, 0))));
  }

  @Test
  void anAcceptanceOfAnotherOfferAcceptsNothing() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Hop.Handover honest = journey.toWholesaler(0);
    Logged other = maker.state(EntryType.OFFER, honest.shipped(), List.of());
    refused(
        2,
        Flaw.OTHER_HANDOVER,
        origin,
        packing,
        new Hop.Handover(
            honest.closing(),
            other,
            honest.shipped(),
            honest.acceptance(),
            honest.received(),
            honest.next()));
    refused(
        2,
        Flaw.OTHER_HANDOVER,
        origin,
        packing,
        new Hop.Handover(
            honest.closing(),
            honest.offer(),
            new Statement.Offer(wholesaler.id, Bytes32.ZERO),
            honest.acceptance(),
            honest.received(),
            honest.next()));
  }

  @Test
  void whatEndedEndedUnlessItWasUndoneInTimeByThatVeryHolder() {
    List<Unit> units = List.of(again(journey.made.getFirst()));
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy =
        Journey.handing(maker, journey.pharmacy, journey.pharmacy.id, journey.first, units);
    // The first note has two slots; slot 0 is the pack's.
    assertThat(new CustodyPath(origin, List.of(toPharmacy)).check(Journey.A, journey.chain))
        .isEqualTo(new PathVerdict.Held(journey.pharmacy.id));
    Hop.Final late =
        journey.dispensingAndUndoing(toPharmacy.next().place(), Duration.ofSeconds(864_001));
    refused(2, Flaw.NOT_IN_TIME, origin, toPharmacy, late);
    Hop.Undone undone = late.undone().orElseThrow();
    Statement.Reactivation other =
        new Statement.Reactivation(toPharmacy.offer().leaf(), journey.event);
    Logged elsewhere = journey.pharmacy.commit(Party.naming(other, units), List.of());
    refused(
        2,
        Flaw.OTHER_REACTIVATION,
        origin,
        toPharmacy,
        undone(late, new Hop.Undone(elsewhere, other, nested(units, 0), undone.next())));
    Hop.Final ended = new Hop.Final(late.closing(), Optional.empty());
    refused(3, Flaw.AFTER_THE_END, origin, toPharmacy, ended, ended);
  }

  /** Of what was ended together, one pack may be brought back: the others stay ended. */
  @Test
  void aReactivationBringsBackOnlyWhatItNames() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy =
        Journey.handing(
            maker,
            journey.pharmacy,
            journey.pharmacy.id,
            journey.first,
            List.of(again(journey.made.getFirst())));
    Hop.Final honest = journey.dispensingAndUndoing(toPharmacy.next().place(), Duration.ofHours(1));
    Hop.Undone undone = honest.undone().orElseThrow();
    List<Unit> others = List.of(again(journey.made.get(1)));
    Logged ofOthers = journey.pharmacy.commit(Party.naming(undone.stated(), others), List.of());
    for (Nested named : List.of(nested(others, 0), undone.named())) {
      refused(
          2,
          Flaw.OTHER_REACTIVATION,
          origin,
          toPharmacy,
          undone(honest, new Hop.Undone(ofOthers, undone.stated(), named, undone.next())));
    }
  }

  private static Hop.Final undone(Hop.Final hop, Hop.Undone undone) {
    return new Hop.Final(hop.closing(), Optional.of(undone));
  }

  private static Hop.Handover to(Hop.Handover hop, Place place) {
    return new Hop.Handover(
        hop.closing(),
        hop.offer(),
        hop.shipped(),
        hop.acceptance(),
        hop.received(),
        new Hop.Next(hop.next().step(), hop.next().inSteps(), hop.next().inNotes(), place));
  }
}
