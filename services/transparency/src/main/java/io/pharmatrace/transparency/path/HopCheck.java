package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Binding;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.LoggedEntry.Verdict;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.path.Hop.Closing;
import io.pharmatrace.transparency.path.Hop.Next;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import io.pharmatrace.transparency.path.ProvenChain.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks single hops of a path. */
final class HopCheck {
  /**
   * 240 hours: how long a final state may be undone, by the time of blocks (EU 2016/161, article
   * 13).
   */
  private static final Duration UNDO_WITHIN = Duration.ofDays(10);

  private final ProvenChain chain;

  HopCheck(ProvenChain chain) {
    this.chain = chain;
  }

  static Optional<Flaw> unless(boolean holds, Flaw flaw) {
    return holds ? Optional.empty() : Optional.of(flaw);
  }

  /** Whether the author's log has the entry, and of that type. */
  Optional<Flaw> logged(Logged logged, Bytes32 author, EntryType type) {
    Optional<Recorded> recorded = chain.commitment(author, logged.sequence());
    if (recorded.isEmpty()) {
      return Optional.of(Flaw.NO_COMMITMENT);
    }
    long size = recorded.get().commitment().logSize();
    Bytes32 root = recorded.get().commitment().logRoot();
    return unless(logged.entry().check(size, root) == Verdict.INCLUDED, Flaw.NOT_IN_LOG)
        .or(() -> unless(logged.entry().entry().type() == type, Flaw.OTHER_TYPE));
  }

  /**
   * Whether the commitment that is shown was the first with the entry. An older one would have come
   * before a company prefix was granted, say, and would be shown with the right of today.
   */
  Optional<Flaw> committedFirst(Logged logged, Bytes32 author) {
    if (logged.sequence() == 1) {
      return Optional.empty();
    }
    return chain
        .commitment(author, logged.sequence() - 1)
        .map(
            before ->
                unless(before.commitment().logSize() <= logged.leafIndex(), Flaw.COMMITTED_BEFORE))
        .orElse(Optional.of(Flaw.NO_COMMITMENT));
  }

  /** Whether an entry made a note: its unitsRoot is R over its notes. */
  Optional<Flaw> made(Logged maker, Note note, InclusionProof inNotes) {
    return unless(
        CountedRoot.verify(note.hash().bytes(), inNotes, maker.unitsRoot()),
        Flaw.NOTE_FROM_NOWHERE);
  }

  /**
   * Whether a hop leads from a place to where it says. Its slot was not closed before the holder's
   * log had the entry that made the note: else who logs a batch again, once he may, would give a
   * right to what was done with it before. Only within one log is that so: a receiver may give out
   * what he accepted before the sender's log, which may be held up, gets on chain at all.
   *
   * @param maker the entry that made the note of the place
   * @param end the hop before, if the unit ended with it: then only a reactivation follows
   */
  Optional<Flaw> of(Hop hop, Place from, Logged maker, Optional<Hop.Final> end) {
    if (end.isPresent() && !(hop instanceof Hop.Reactivation)) {
      return Optional.of(Flaw.AFTER_THE_END);
    }
    return of(hop, from, end)
        .or(
            () ->
                unless(
                    hop.closing().closer().sequence() >= maker.sequence(),
                    Flaw.CLOSED_BEFORE_MADE));
  }

  private Optional<Flaw> of(Hop hop, Place from, Optional<Hop.Final> end) {
    return switch (hop) {
      case Hop.Handover handover -> handover(handover, from);
      case Hop.Pack(Closing closing, Next next) ->
          closed(closing, from, EntryType.PACK)
              .or(() -> leads(closing, slotStep(closing, from), next, from.units()))
              .or(() -> unless(next.step().newPosition() != Step.TOPMOST, Flaw.LEADS_ELSEWHERE))
              .or(() -> staysWith(closing, from, next));
      case Hop.Unpack unpack -> unpack(unpack, from);
      case Hop.Final last -> ended(last, from);
      case Hop.Reactivation undone ->
          end.map(last -> undone(undone, last, from)).orElse(Optional.of(Flaw.OTHER_REACTIVATION));
    };
  }

  private Optional<Flaw> handover(Hop.Handover hop, Place from) {
    Bytes32 sender = from.note().organisation();
    Bytes32 receiver = hop.next().place().note().organisation();
    Bytes32 acceptance = hop.acceptance().leaf();
    return closed(hop.closing(), from, EntryType.HANDOVER)
        .or(() -> logged(hop.offer(), sender, EntryType.OFFER))
        .or(() -> logged(hop.acceptance(), receiver, EntryType.ACCEPTANCE))
        .or(
            () ->
                unless(
                    hop.closing().binding().acceptanceLeaf().equals(acceptance)
                        && states(hop.offer(), hop.shipped())
                        && states(hop.acceptance(), hop.received())
                        && hop.received().offer().equals(hop.offer().leaf())
                        && states(
                            hop.closing().closer(),
                            new Statement.Handover(hop.offer().leaf(), acceptance)),
                    Flaw.OTHER_HANDOVER))
        .or(() -> unless(hop.shipped().receiver().equals(receiver), Flaw.OTHER_HOLDER))
        .or(() -> leads(hop.closing(), slotStep(hop.closing(), from), hop.next(), from.units()))
        .or(() -> unless(hop.next().step().newPosition() == Step.TOPMOST, Flaw.LEADS_ELSEWHERE))
        .or(() -> made(hop.acceptance(), hop.next().place().note(), hop.next().inNotes()));
  }

  /** Of what is opened one slot is closed, and step k belongs to content k. */
  private Optional<Flaw> unpack(Hop.Unpack hop, Place from) {
    Next next = hop.next();
    if (from.units().size() < 2) {
      return Optional.of(Flaw.OTHER_UNIT);
    }
    List<Nested> inside = from.units().subList(1, from.units().size());
    InclusionProof content = inside.getFirst().proof();
    boolean stays = next.step().newPosition() != Step.TOPMOST;
    return closed(hop.closing(), from, EntryType.UNPACK)
        .or(() -> unless(slots(hop.closing(), from).size() == 1, Flaw.OTHER_STEP))
        .or(
            () ->
                leads(
                    hop.closing(),
                    new Expected(content.leafIndex(), content.treeSize()),
                    next,
                    inside))
        .or(
            () ->
                unless(
                    !stays
                        || next.place().topmost().unit().epc().equals(from.topmost().unit().epc()),
                    Flaw.OTHER_UNIT))
        .or(() -> staysWith(hop.closing(), from, next));
  }

  /** What it made for the way back must be shown, for that may have been gone. */
  private Optional<Flaw> ended(Hop.Final hop, Place from) {
    Closing closing = hop.closing();
    return closed(closing, from, EntryType.FINAL)
        .or(
            () ->
                hop.wayBack()
                    .map(next -> carriesOn(closing, from, next))
                    .orElseGet(
                        () ->
                            unless(closing.binding().stepsRoot().isZero(), Flaw.WAY_BACK_HIDDEN)));
  }

  private Optional<Flaw> undone(Hop.Reactivation hop, Hop.Final end, Place from) {
    Closing closing = hop.closing();
    return closed(closing, from, EntryType.REACTIVATION)
        .or(
            () ->
                unless(
                    states(closing.closer(), hop.stated())
                        && hop.stated().ended().equals(end.closing().binding().closerLeaf()),
                    Flaw.OTHER_REACTIVATION))
        .or(() -> unless(isInTime(end, closing, from.note().organisation()), Flaw.NOT_IN_TIME))
        .or(() -> carriesOn(closing, from, hop.next()));
  }

  /** The same unit is topmost in a note of the same holder. */
  private Optional<Flaw> carriesOn(Closing closing, Place from, Next next) {
    return leads(closing, slotStep(closing, from), next, from.units())
        .or(() -> unless(next.step().newPosition() == Step.TOPMOST, Flaw.LEADS_ELSEWHERE))
        .or(() -> staysWith(closing, from, next));
  }

  /** When both slots were closed counts, whenever the entries were logged. */
  private boolean isInTime(Hop.Final end, Closing undone, Bytes32 holder) {
    Instant again = time(holder, undone.closer().sequence());
    return !again.isBefore(time(holder, end.closing().closer().sequence()))
        && !again.isAfter(undoneUntil(end, holder));
  }

  /** By which block time an end of the holder may be undone. */
  Instant undoneUntil(Hop.Final end, Bytes32 holder) {
    return time(holder, end.closing().closer().sequence()).plus(UNDO_WITHIN);
  }

  private Instant time(Bytes32 organisation, long sequence) {
    return chain.commitment(organisation, sequence).orElseThrow().time();
  }

  /** Whether the holder closed the slot by that entry. */
  private Optional<Flaw> closed(Closing closing, Place from, EntryType type) {
    Note note = from.note();
    Optional<Flaw> logged = logged(closing.closer(), note.organisation(), type);
    if (logged.isPresent()) {
      return logged;
    }
    List<Closure> closures = closures(note.organisation(), closing);
    if (closing.closure() < 0 || closing.closure() >= closures.size()) {
      return Optional.of(Flaw.NOT_CLOSED_THERE);
    }
    Closure closure = closures.get(closing.closure());
    Binding binding = closing.binding();
    return unless(
            closure.seal().equals(note.seal()) && closure.slots().bits().testBit(from.slot()),
            Flaw.NOT_CLOSED_THERE)
        .or(
            () ->
                unless(
                    binding.hash().equals(closure.binding())
                        && binding.kind() == type
                        && binding.closerLeaf().equals(closing.closer().leaf()),
                    Flaw.OTHER_BINDING));
  }

  private List<Closure> closures(Bytes32 holder, Closing closing) {
    return chain
        .commitment(holder, closing.closer().sequence())
        .orElseThrow()
        .commitment()
        .closures();
  }

  private List<Integer> slots(Closing closing, Place from) {
    return closures(from.note().organisation(), closing).get(closing.closure()).slots().ascending();
  }

  /** Which step belongs to what is carried on, of how many. */
  private record Expected(long index, long count) {}

  /** Step k belongs to the k-th closed slot, ascending. */
  private Expected slotStep(Closing closing, Place from) {
    List<Integer> slots = slots(closing, from);
    return new Expected(slots.indexOf(from.slot()), slots.size());
  }

  /**
   * Whether the step leads to the place, and there is what was carried on: the same units, and each
   * inner one at the position that it has had.
   */
  private static Optional<Flaw> leads(
      Closing closing, Expected expected, Next next, List<Nested> carried) {
    Step step = next.step();
    InclusionProof inSteps = next.inSteps();
    Place to = next.place();
    boolean topmost = step.newPosition() == Step.TOPMOST;
    int parents = topmost ? 0 : 1;
    return unless(
            inSteps.leafIndex() == expected.index()
                && inSteps.treeSize() == expected.count()
                && CountedRoot.verify(step.encode(), inSteps, closing.binding().stepsRoot()),
            Flaw.OTHER_STEP)
        .or(() -> unless(to.holdsTogether(), Flaw.NOT_IN_PLACE))
        .or(
            () ->
                unless(
                    to.note().hash().equals(step.newNote())
                        && to.slot() == step.newSlot()
                        && to.units().size() == carried.size() + parents
                        && (topmost || to.units().get(1).index() == step.newPosition()),
                    Flaw.LEADS_ELSEWHERE))
        .or(
            () ->
                unless(
                    isSame(to.units().subList(parents, to.units().size()), carried),
                    Flaw.OTHER_UNIT));
  }

  private static boolean isSame(List<Nested> there, List<Nested> carried) {
    for (int i = 0; i < carried.size(); i++) {
      if (!there.get(i).isSame(carried.get(i))
          || (i > 0 && there.get(i).index() != carried.get(i).index())) {
        return false;
      }
    }
    return true;
  }

  /** The new note is the same holder's, made by the entry that closed the slot. */
  private Optional<Flaw> staysWith(Closing closing, Place from, Next next) {
    Note note = next.place().note();
    return unless(note.organisation().equals(from.note().organisation()), Flaw.OTHER_HOLDER)
        .or(() -> made(closing.closer(), note, next.inNotes()));
  }

  private static boolean states(Logged logged, Statement statement) {
    return logged.entry().entry().contentDigest().equals(statement.digest());
  }
}
