package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.again;
import static io.pharmatrace.transparency.path.Party.among;
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
import io.pharmatrace.transparency.path.PathVerdict.Invalid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cheats may try, one test each. The cheat commits whatever it likes in its own log. */
class ForgeryTest {
  private final Journey journey = new Journey();
  private final Party maker = journey.maker;
  private final Party wholesaler = journey.wholesaler;
  private final Party stranger = new Party(journey.chain);

  private void refused(int hop, Flaw flaw, Origin origin, Hop... hops) {
    assertThat(new CustodyPath(origin, List.of(hops)).check(Journey.A, journey.chain))
        .isEqualTo(new Invalid(hop, flaw));
  }

  @Test
  void whoMayNotCommissionUnderACompanyPrefixMakesNoPack() {
    Note note = stranger.note(journey.made);
    Logged batch = stranger.commit(entry(EntryType.BATCH, journey.event, List.of(note)), List.of());
    Place place = new Place(note, List.of(nested(journey.made, 0)));
    Origin forged = new Origin(stranger.id, batch, among(List.of(note), 0), Chain.PREFIX, place);
    refused(0, Flaw.NOT_ENTITLED, forged);
    // Nor under a prefix of its own that is not the pack's, nor under one of no length.
    journey.chain.grant(stranger.id, "400000");
    refused(
        0,
        Flaw.NOT_ENTITLED,
        new Origin(stranger.id, batch, among(List.of(note), 0), "400000", place));
    journey.chain.grant(stranger.id, "952");
    refused(
        0,
        Flaw.NOT_ENTITLED,
        new Origin(stranger.id, batch, among(List.of(note), 0), "952", place));
  }

  @Test
  void aPackInANoteThatNoBatchMadeIsNowhere() {
    Origin honest = journey.origin(0);
    Note other = maker.note(journey.made);
    refused(
        0,
        Flaw.NOTE_FROM_NOWHERE,
        new Origin(
            maker.id,
            honest.batch(),
            honest.inNotes(),
            Chain.PREFIX,
            new Place(other, List.of(nested(journey.made, 0)))));
  }

  @Test
  void anEntryThatWasNotCommittedSaysNothing() {
    Origin honest = journey.origin(0);
    Logged never = new Logged(7, honest.batch().entry());
    refused(
        0,
        Flaw.NO_COMMITMENT,
        new Origin(maker.id, never, honest.inNotes(), Chain.PREFIX, honest.place()));
    maker.state(
        EntryType.CUSTODY_EVENT, new Statement.Offer(Bytes32.ZERO, Bytes32.ZERO), List.of());
    Logged elsewhere = new Logged(2, honest.batch().entry());
    refused(
        0,
        Flaw.NOT_IN_LOG,
        new Origin(maker.id, elsewhere, honest.inNotes(), Chain.PREFIX, honest.place()));
  }

  @Test
  void anEntryOfAnotherTypeBeginsNothing() {
    Logged offer =
        maker.commit(entry(EntryType.ACCEPTANCE, journey.event, List.of(journey.first)), List.of());
    refused(
        0,
        Flaw.OTHER_TYPE,
        new Origin(
            maker.id,
            offer,
            among(List.of(journey.first), 0),
            Chain.PREFIX,
            new Place(journey.first, List.of(nested(journey.made, 0)))));
  }

  /** Only closures of the organisation that a note names count. */
  @Test
  void aStrangerClosesNobodysSlot() {
    Origin origin = journey.origin(0);
    List<Unit> units = List.of(again(journey.made.getFirst()));
    Note own = stranger.note(units);
    List<Step> steps = List.of(step(own, 0, Step.TOPMOST));
    Hop.Closing closing =
        stranger.close(
            entry(EntryType.PACK, journey.event, List.of(own)),
            journey.first,
            List.of(0),
            steps,
            Bytes32.ZERO);
    Hop.Pack hop = new Hop.Pack(closing, next(steps, 0, List.of(own), 0, nested(units, 0)));
    refused(1, Flaw.NOT_IN_LOG, origin, hop);
  }

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
  void aUnitThatLiesTwiceInItsCaseIsAtThePositionOfItsStep() {
    List<Unit> doubled = List.of(again(journey.made.get(0)), again(journey.made.get(0)));
    List<Unit> cases = List.of(unit(Journey.K, doubled));
    Note packed = maker.note(cases);
    Origin origin = journey.origin(0);
    List<Step> steps = List.of(step(packed, 0, 0));
    Hop.Closing closing =
        maker.close(
            entry(EntryType.PACK, journey.event, List.of(packed)),
            journey.first,
            List.of(0),
            steps,
            Bytes32.ZERO);
    Nested around = nested(cases, 0);
    refused(
        1,
        Flaw.LEADS_ELSEWHERE,
        origin,
        new Hop.Pack(closing, next(steps, 0, List.of(packed), 0, around, nested(doubled, 1))));
    Hop.Pack honest =
        new Hop.Pack(closing, next(steps, 0, List.of(packed), 0, around, nested(doubled, 0)));
    // Nor does it change its position while its case is handed on.
    Hop.Handover moved =
        Journey.handing(
            maker,
            wholesaler,
            wholesaler.id,
            packed,
            List.of(again(cases.getFirst())),
            nested(doubled, 1));
    refused(2, Flaw.OTHER_UNIT, origin, honest, moved);
  }

  @Test
  void whereTwoUnitsAreSentTheOneThatLiesThereIsTheOnlyOne() {
    Origin origin = journey.origin(0);
    List<Step> steps = List.of(step(journey.packed, 0, 1), step(journey.packed, 0, 1));
    Hop.Closing closing = journey.packing(1, steps).closing();
    List<Note> notes = List.of(journey.packed);
    Nested around = nested(journey.cases, 0);
    Nested a = nested(journey.inside, 0);
    Nested b = nested(journey.inside, 1);
    refused(1, Flaw.OTHER_UNIT, origin, new Hop.Pack(closing, next(steps, 0, notes, 0, around, b)));
    refused(
        1,
        Flaw.LEADS_ELSEWHERE,
        origin,
        new Hop.Pack(closing, next(steps, 0, notes, 0, around, a)));
    refused(1, Flaw.OTHER_STEP, origin, new Hop.Pack(closing, next(steps, 1, notes, 0, around, b)));
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
  void aClosureOfAnotherSlotIsNotThisOnes() {
    Origin origin = journey.origin(0);
    List<Step> steps = List.of(step(journey.packed, 0, 0));
    Hop.Closing closing =
        maker.close(
            entry(EntryType.PACK, journey.event, List.of(journey.packed)),
            journey.first,
            List.of(1),
            steps,
            Bytes32.ZERO);
    Hop.Pack hop =
        new Hop.Pack(
            closing,
            next(
                steps,
                0,
                List.of(journey.packed),
                0,
                nested(journey.cases, 0),
                nested(journey.inside, 0)));
    refused(1, Flaw.NOT_CLOSED_THERE, origin, hop);
    refused(
        1,
        Flaw.NOT_CLOSED_THERE,
        origin,
        new Hop.Pack(new Hop.Closing(3, closing.binding(), closing.closer()), hop.next()));
  }

  @Test
  void aStepThatWasNotBoundLeadsNowhere() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Note own = maker.note(journey.cases);
    List<Step> others = List.of(step(own, 0, 0), step(own, 0, 1));
    refused(
        1,
        Flaw.OTHER_STEP,
        origin,
        new Hop.Pack(
            packing.closing(),
            next(others, 0, List.of(own), 0, nested(journey.cases, 0), nested(journey.inside, 0))));
  }

  @Test
  void aClosureIsBoundToOneEntryAndKind() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Hop.Final claimed = new Hop.Final(packing.closing(), Optional.empty());
    refused(1, Flaw.OTHER_TYPE, origin, claimed);
    Hop.Closing closing = packing.closing();
    Hop.Closing rebound =
        new Hop.Closing(
            0,
            new io.pharmatrace.transparency.Binding(
                EntryType.PACK, Bytes32.random(), closing.binding().closerLeaf(), Bytes32.ZERO),
            closing.closer());
    refused(1, Flaw.OTHER_BINDING, origin, new Hop.Pack(rebound, packing.next()));
  }

  @Test
  void packingHandsNothingOver() {
    List<Unit> cases = List.of(unit(Journey.K, journey.inside));
    Note foreign = stranger.note(cases);
    List<Step> steps = List.of(step(foreign, 0, 0));
    Origin origin = journey.origin(0);
    Hop.Closing closing =
        maker.close(
            entry(EntryType.PACK, journey.event, List.of(foreign)),
            journey.first,
            List.of(0),
            steps,
            Bytes32.ZERO);
    refused(
        1,
        Flaw.OTHER_HOLDER,
        origin,
        new Hop.Pack(
            closing,
            next(steps, 0, List.of(foreign), 0, nested(cases, 0), nested(journey.inside, 0))));
  }

  @Test
  void whatStaysInACaseStaysInThatCase() {
    Origin origin = journey.origin(0);
    Hop.Pack packing = journey.packing();
    Hop.Handover handover = journey.toWholesaler(0);
    List<Unit> left = List.of(again(journey.made.get(0)));
    List<Unit> other = List.of(unit("https://id.gs1.org/00/095211010000000025", left));
    Note note = wholesaler.note(other);
    List<Step> steps = List.of(step(note, 0, 0), step(note, 0, Step.TOPMOST));
    Hop.Closing closing =
        wholesaler.close(
            entry(EntryType.UNPACK, journey.event, List.of(note)),
            handover.next().place().note(),
            List.of(0),
            steps,
            Bytes32.ZERO);
    refused(
        3,
        Flaw.OTHER_UNIT,
        origin,
        packing,
        handover,
        new Hop.Unpack(
            closing, next(steps, 0, List.of(note), 0, nested(other, 0), nested(left, 0))));
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
    Logged elsewhere = journey.pharmacy.state(EntryType.REACTIVATION, other, List.of());
    refused(
        2,
        Flaw.OTHER_REACTIVATION,
        origin,
        toPharmacy,
        new Hop.Final(
            late.closing(), Optional.of(new Hop.Undone(elsewhere, other, undone.next()))));
    Hop.Final ended = new Hop.Final(late.closing(), Optional.empty());
    refused(3, Flaw.AFTER_THE_END, origin, toPharmacy, ended, ended);
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
