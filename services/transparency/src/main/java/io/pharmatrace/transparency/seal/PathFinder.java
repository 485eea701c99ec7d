package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Hop;
import io.pharmatrace.transparency.path.Nested;
import io.pharmatrace.transparency.path.Origin;
import io.pharmatrace.transparency.path.Place;
import io.pharmatrace.transparency.path.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Follows a unit from its batch over closed slots to where it is now, as evidence. */
public final class PathFinder {
  private final SealRecords records;
  private final int maxHops;

  /** Reads from these records, which may change meanwhile only by what is added. */
  public PathFinder(SealRecords records) {
    this(records, Integer.MAX_VALUE);
  }

  /**
   * Follows so many steps only. Each step out of a logistic unit reads all that was in it.
   *
   * @param maxHops the most steps
   */
  public PathFinder(SealRecords records, int maxHops) {
    this.records = records;
    this.maxHops = maxHops;
  }

  /**
   * The path of a unit.
   *
   * @param epc canonical Digital Link URI
   * @param batch leaf hash of the batch entry that made it
   * @param companyPrefix GS1 company prefix under which it was made
   * @throws NoSuchElementException when the batch did not make it
   * @throws PathTooLongException when it took more steps
   */
  public CustodyPath find(String epc, Bytes32 batch, String companyPrefix) {
    SealEntry made = records.entry(batch);
    int index = index(made, epc);
    if (index < 0) {
      throw new NoSuchElementException("the batch did not make " + epc);
    }
    Note first = made.notes().get(index / Note.MAX_UNITS);
    Place place = new Place(first, List.of(inNote(made, index)));
    Origin origin =
        new Origin(
            made.organisation(),
            records.logged(batch, 0),
            among(made, first.hash()),
            companyPrefix,
            place);
    List<Hop> hops = new ArrayList<>();
    Optional<SealRecords.Closed> closed = closed(place);
    while (closed.isPresent()) {
      if (hops.size() == maxHops) {
        throw new PathTooLongException(maxHops);
      }
      Hop hop = hop(closed.get(), place);
      hops.add(hop);
      Optional<Place> next = hop.to();
      if (next.isEmpty()) {
        break;
      }
      place = next.get();
      closed = closed(place);
    }
    return new CustodyPath(origin, hops);
  }

  private Optional<SealRecords.Closed> closed(Place place) {
    return records.closed(place.note().hash(), slot(place));
  }

  private static int slot(Place place) {
    return Math.toIntExact(place.units().getFirst().proof().leafIndex());
  }

  private Hop hop(SealRecords.Closed closed, Place from) {
    SealEntry closer = closed.closer();
    Hop.Closing closing =
        new Hop.Closing(
            closed.closure(),
            closer.binding(closed.closing()),
            records.logged(closer.leaf(), closed.sequence()));
    return switch (closer.type()) {
      case HANDOVER -> handover(closed, closing, from);
      case PACK -> new Hop.Pack(closing, next(closed, from, closer));
      case UNPACK -> new Hop.Unpack(closing, next(closed, from, closer));
      case FINAL ->
          new Hop.Final(
              closing,
              closing.binding().stepsRoot().isZero()
                  ? Optional.empty()
                  : Optional.of(next(closed, from, closer)));
      case REACTIVATION ->
          new Hop.Reactivation(
              closing, states(closer, Statement.Reactivation.class), next(closed, from, closer));
      default -> throw new IllegalStateException(closer.type() + " closes no slot");
    };
  }

  private Hop handover(SealRecords.Closed closed, Hop.Closing closing, Place from) {
    Bytes32 leaf = closing.binding().acceptanceLeaf();
    SealEntry acceptance = records.entry(leaf);
    Statement.Acceptance received = states(acceptance, Statement.Acceptance.class);
    Statement.Offer shipped = states(records.entry(received.offer()), Statement.Offer.class);
    return new Hop.Handover(
        closing,
        records.logged(received.offer(), 0),
        shipped,
        records.logged(leaf, 0),
        received,
        next(closed, from, acceptance));
  }

  private static <S extends Statement> S states(SealEntry entry, Class<S> kind) {
    return kind.cast(entry.statement().orElseThrow());
  }

  private static int index(SealEntry entry, String epc) {
    return entry.units().stream().map(unit -> unit.epc()).toList().indexOf(epc);
  }

  /** Where the step leads that belongs to what is in the closed slot. */
  private Hop.Next next(SealRecords.Closed closed, Place from, SealEntry maker) {
    Closing closing = closed.closer().closings().get(closed.closing());
    boolean opened = closed.closer().type() == EntryType.UNPACK;
    List<Nested> carried = opened ? from.units().subList(1, from.units().size()) : from.units();
    int index =
        opened
            ? Math.toIntExact(carried.getFirst().proof().leafIndex())
            : closing.slots().ascending().indexOf(slot(from));
    Step step = closing.steps().get(index);
    return new Hop.Next(
        step,
        CountedRoot.proof(closing.steps().stream().map(Step::encode).toList(), index),
        among(maker, step.newNote()),
        place(step, carried));
  }

  private Place place(Step step, List<Nested> carried) {
    SealEntry maker = records.maker(step.newNote());
    int note = maker.noteHashes().indexOf(step.newNote());
    Nested topmost = inNote(maker, note * Note.MAX_UNITS + step.newSlot());
    List<Nested> units = new ArrayList<>();
    units.add(topmost);
    if (step.newPosition() != Step.TOPMOST) {
      Contents contents = records.contents(topmost.unit().contentsRoot());
      units.add(Nested.of(contents.salted(), step.newPosition()));
    }
    units.addAll(carried.subList(1, carried.size()));
    return new Place(maker.notes().get(note), units);
  }

  private static Nested inNote(SealEntry maker, int index) {
    List<Unit> units = maker.salted();
    int from = index / Note.MAX_UNITS * Note.MAX_UNITS;
    int to = Math.min(from + Note.MAX_UNITS, units.size());
    return Nested.of(units.subList(from, to), index - from);
  }

  private static InclusionProof among(SealEntry maker, Bytes32 note) {
    List<Bytes32> notes = maker.noteHashes();
    return CountedRoot.proof(notes.stream().map(Bytes32::bytes).toList(), notes.indexOf(note));
  }
}
