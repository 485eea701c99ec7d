package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.again;
import static io.pharmatrace.transparency.path.Party.entry;
import static io.pharmatrace.transparency.path.Party.nested;
import static io.pharmatrace.transparency.path.Party.next;
import static io.pharmatrace.transparency.path.Party.step;
import static io.pharmatrace.transparency.path.Party.unit;

import io.pharmatrace.transparency.Binding;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cheats may try with slots, steps and contents. */
class PackingForgeryTest extends Forgery {
  /** Only closures of the organisation that a note names count. */
  @Test
  void aStrangerClosesNobodysSlot() {
    Origin origin = journey.origin(0);
    List<Unit> units = List.of(again(journey.made.getFirst()));
    Note own = stranger.note(units);
    List<Step> steps = List.of(step(own, 0, Step.TOPMOST));
    Hop.Closing closing = packed(stranger, own, 0, steps);
    Hop.Pack hop = new Hop.Pack(closing, next(steps, 0, List.of(own), 0, nested(units, 0)));
    refused(1, Flaw.NOT_IN_LOG, origin, hop);
  }

  @Test
  void aUnitThatLiesTwiceInItsCaseIsAtThePositionOfItsStep() {
    List<Unit> doubled = List.of(again(journey.made.get(0)), again(journey.made.get(0)));
    List<Unit> cases = List.of(unit(Journey.K, doubled));
    Note packed = maker.note(cases);
    Origin origin = journey.origin(0);
    List<Step> steps = List.of(step(packed, 0, 0));
    Hop.Closing closing = packed(maker, packed, 0, steps);
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
  void aClosureOfAnotherSlotIsNotThisOnes() {
    Origin origin = journey.origin(0);
    List<Step> steps = List.of(step(journey.packed, 0, 0));
    Hop.Closing closing = packed(maker, journey.packed, 1, steps);
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
            new Binding(
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
    Hop.Closing closing = packed(maker, foreign, 0, steps);
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
}
