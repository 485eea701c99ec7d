package io.pharmatrace.transparency.path;

import static io.pharmatrace.transparency.path.Party.again;
import static io.pharmatrace.transparency.path.Party.among;
import static io.pharmatrace.transparency.path.Party.entry;
import static io.pharmatrace.transparency.path.Party.nested;
import static io.pharmatrace.transparency.path.Party.next;
import static io.pharmatrace.transparency.path.Party.step;
import static io.pharmatrace.transparency.path.Party.unit;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An honest journey of pack A: made with B, packed with it into case K, handed to the wholesaler,
 * taken out while B stays, handed to the pharmacy, dispensed, undone, dispensed.
 */
final class Journey {
  static final String A = "https://id.gs1.org/01/09521101000023/21/A";
  static final String B = "https://id.gs1.org/01/09521101000023/21/B";
  static final String K = "https://id.gs1.org/00/095211010000000018";

  final Chain chain = new Chain();
  final Party maker = new Party(chain);
  final Party wholesaler = new Party(chain);
  final Party pharmacy = new Party(chain);
  final Bytes32 event = TestEvents.digest();

  final List<Unit> made = List.of(unit(A, List.of()), unit(B, List.of()));
  final Note first = maker.note(made);
  final List<Unit> inside = List.of(again(made.get(0)), again(made.get(1)));
  final List<Unit> cases = List.of(unit(K, inside));
  final Note packed = maker.note(cases);

  Journey() {
    chain.grant(maker.id, Chain.PREFIX);
  }

  Origin origin(int pack) {
    Entry batch = entry(EntryType.BATCH, event, List.of(first));
    return new Origin(
        maker.id,
        maker.commit(batch, List.of()),
        among(List.of(first), 0),
        Chain.PREFIX,
        new Place(first, List.of(nested(made, pack))));
  }

  Hop.Pack packing() {
    return packing(0, List.of(step(packed, 0, 0), step(packed, 0, 1)));
  }

  Hop.Pack packing(int pack, List<Step> steps) {
    Hop.Closing closing =
        maker.close(
            entry(EntryType.PACK, event, List.of(packed)),
            first,
            List.of(0, 1),
            steps,
            Bytes32.ZERO);
    return new Hop.Pack(
        closing, next(steps, pack, List.of(packed), 0, nested(cases, 0), nested(inside, pack)));
  }

  /** Hands over what is in a slot of a note of one unit. */
  static Hop.Handover handing(
      Party sender, Party receiver, Bytes32 named, Note from, List<Unit> units, Nested... inner) {
    Bytes32 event = TestEvents.digest();
    Note to = receiver.note(units);
    Statement.Offer shipped = new Statement.Offer(named, event);
    Logged offer = sender.state(EntryType.OFFER, shipped, List.of());
    Statement.Acceptance received = new Statement.Acceptance(offer.leaf(), event);
    Logged acceptance = receiver.state(EntryType.ACCEPTANCE, received, List.of(to));
    List<Step> steps = List.of(step(to, 0, Step.TOPMOST));
    Bytes32 digest = new Statement.Handover(offer.leaf(), acceptance.leaf()).digest();
    Hop.Closing closing =
        sender.close(
            entry(EntryType.HANDOVER, digest, List.of()),
            from,
            List.of(0),
            steps,
            acceptance.leaf());
    Nested[] all = new Nested[inner.length + 1];
    all[0] = nested(units, 0);
    System.arraycopy(inner, 0, all, 1, inner.length);
    return new Hop.Handover(
        closing, offer, shipped, acceptance, received, next(steps, 0, List.of(to), 0, all));
  }

  Hop.Handover toWholesaler(int pack) {
    return handing(
        maker,
        wholesaler,
        wholesaler.id,
        packed,
        List.of(again(cases.getFirst())),
        nested(inside, pack));
  }

  /** A comes out, B stays in what is left of the case. */
  Hop.Unpack opening(Place from, int pack) {
    List<Unit> out = List.of(again(made.get(0)));
    List<Unit> left = List.of(again(made.get(1)));
    List<Unit> rest = List.of(unit(K, left));
    List<Note> notes = List.of(wholesaler.note(out), wholesaler.note(rest));
    List<Step> steps = List.of(step(notes.get(0), 0, Step.TOPMOST), step(notes.get(1), 0, 0));
    Hop.Closing closing =
        wholesaler.close(
            entry(EntryType.UNPACK, event, notes), from.note(), List.of(0), steps, Bytes32.ZERO);
    return new Hop.Unpack(
        closing,
        pack == 0
            ? next(steps, 0, notes, 0, nested(out, 0))
            : next(steps, 1, notes, 1, nested(rest, 0), nested(left, 0)));
  }

  /** Dispensed, for good or with a way back. */
  Hop.Final dispensing(Place from) {
    Hop.Closing closing =
        pharmacy.close(
            entry(EntryType.FINAL, event, List.of()),
            from.note(),
            List.of(0),
            List.of(),
            Bytes32.ZERO);
    return new Hop.Final(closing, Optional.empty());
  }

  Hop.Final dispensingWithAWayBack(Place from) {
    List<Unit> units = List.of(again(made.getFirst()));
    List<Note> notes = List.of(pharmacy.note(units));
    List<Step> steps = List.of(step(notes.getFirst(), 0, Step.TOPMOST));
    Hop.Closing closing =
        pharmacy.close(
            entry(EntryType.FINAL, event, notes), from.note(), List.of(0), steps, Bytes32.ZERO);
    return new Hop.Final(closing, Optional.of(next(steps, 0, notes, 0, nested(units, 0))));
  }

  /** The slot of the way back of an end is closed, some time after that. */
  Hop.Reactivation undoing(Hop.Final end, Bytes32 ended, Duration later) {
    chain.pass(later);
    List<Unit> units = List.of(again(made.getFirst()));
    List<Note> notes = List.of(pharmacy.note(units));
    List<Step> steps = List.of(step(notes.getFirst(), 0, Step.TOPMOST));
    Statement.Reactivation stated = new Statement.Reactivation(ended, event);
    Hop.Closing closing =
        pharmacy.close(
            entry(EntryType.REACTIVATION, stated.digest(), notes),
            end.wayBack().orElseThrow().place().note(),
            List.of(0),
            steps,
            Bytes32.ZERO);
    return new Hop.Reactivation(closing, stated, next(steps, 0, notes, 0, nested(units, 0)));
  }

  Hop.Reactivation undoing(Hop.Final end, Duration later) {
    return undoing(end, end.closing().closer().leaf(), later);
  }
}
