package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.again;
import static io.pharmatrace.transparency.path.Party.entry;
import static io.pharmatrace.transparency.path.Party.nested;
import static io.pharmatrace.transparency.path.Party.next;
import static io.pharmatrace.transparency.path.Party.step;
import static io.pharmatrace.transparency.path.Party.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
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

  private Hop.Handover toPharmacy(Origin origin) {
    // The first note has two slots; slot 0 is the pack's.
    Hop.Handover toPharmacy =
        Journey.handing(
            maker,
            journey.pharmacy,
            journey.pharmacy.id,
            journey.first,
            List.of(again(journey.made.getFirst())));
    assertThat(new CustodyPath(origin, List.of(toPharmacy)).check(Journey.A, journey.chain))
        .isEqualTo(new PathVerdict.Held(journey.pharmacy.id));
    return toPharmacy;
  }

  @Test
  void whatEndedIsBroughtBackWithin240HoursOnly() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy = toPharmacy(origin);
    Hop.Final end = journey.dispensingWithAWayBack(toPharmacy.next().place());
    Hop.Reactivation late = journey.undoing(end, Duration.ofSeconds(864_001));
    refused(3, Flaw.NOT_IN_TIME, origin, toPharmacy, end, late);
  }

  /** The way back is a slot: who uses it and shows the end without it is found out. */
  @Test
  void whatWasBroughtBackIsNotShownAsEnded() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy = toPharmacy(origin);
    Hop.Final end = journey.dispensingWithAWayBack(toPharmacy.next().place());
    journey.undoing(end, Duration.ofHours(1));
    refused(3, Flaw.WENT_ON, origin, toPharmacy, end);
    Hop.Final cut = new Hop.Final(end.closing(), Optional.empty());
    refused(2, Flaw.WAY_BACK_HIDDEN, origin, toPharmacy, cut);
  }

  /**
   * When slots were closed counts: an entry that was logged in time and kept in the drawer is late.
   */
  @Test
  void aReactivationThatWasLoggedLongAgoIsOfTheTimeOfItsClosing() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy = toPharmacy(origin);
    Hop.Final end = journey.dispensingWithAWayBack(toPharmacy.next().place());
    Statement.Reactivation stated =
        new Statement.Reactivation(end.closing().closer().leaf(), journey.event);
    List<Unit> units = List.of(again(journey.made.getFirst()));
    List<Note> notes = List.of(journey.pharmacy.note(units));
    Entry drawer = entry(EntryType.REACTIVATION, stated.digest(), notes);
    Logged early = journey.pharmacy.commit(drawer, List.of());
    journey.chain.pass(Duration.ofDays(11));
    List<Step> steps = List.of(step(notes.getFirst(), 0, Step.TOPMOST));
    Hop.Closing closing =
        journey.pharmacy.close(
            drawer, end.wayBack().orElseThrow().place().note(), List.of(0), steps, Bytes32.ZERO);
    Hop.Next next = next(steps, 0, notes, 0, nested(units, 0));
    refused(
        3, Flaw.NOT_IN_TIME, origin, toPharmacy, end, new Hop.Reactivation(closing, stated, next));
    refused(
        3,
        Flaw.NOT_CLOSED_THERE,
        origin,
        toPharmacy,
        end,
        new Hop.Reactivation(new Hop.Closing(0, closing.binding(), early), stated, next));
  }

  @Test
  void onlyAReactivationOfThatEndFollowsIt() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy = toPharmacy(origin);
    Hop.Final end = journey.dispensingWithAWayBack(toPharmacy.next().place());
    Hop.Final again = journey.dispensing(end.wayBack().orElseThrow().place());
    refused(3, Flaw.AFTER_THE_END, origin, toPharmacy, end, again);
  }

  @Test
  void aReactivationIsOfTheEndBeforeIt() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy = toPharmacy(origin);
    Hop.Final end = journey.dispensingWithAWayBack(toPharmacy.next().place());
    Hop.Reactivation other = journey.undoing(end, toPharmacy.offer().leaf(), Duration.ofHours(1));
    refused(3, Flaw.OTHER_REACTIVATION, origin, toPharmacy, end, other);
    refused(2, Flaw.OTHER_REACTIVATION, origin, toPharmacy, other);
  }

  @Test
  void nothingFollowsAnEndForGood() {
    Origin origin = journey.origin(0);
    Hop.Handover toPharmacy = toPharmacy(origin);
    Hop.Final end = journey.dispensing(toPharmacy.next().place());
    refused(3, Flaw.AFTER_THE_END, origin, toPharmacy, end, end);
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
