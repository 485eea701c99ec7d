package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Binding;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.Step;
import java.util.Optional;

/** What became of a slot: the closure that closed it, and where that led. */
public sealed interface Hop {
  /**
   * The closing of slots.
   *
   * @param closure which of the closures of the commitment that has the closer's entry, from 0
   * @param binding what the closure is bound to
   * @param closer the entry of who closed
   */
  record Closing(int closure, Binding binding, Logged closer) {}

  /**
   * Where a step leads.
   *
   * @param step from the closed slot
   * @param inSteps its place among the steps that the closing is bound to
   * @param inNotes the place of the new note among those of the entry that made it
   * @param place where the unit is then
   */
  record Next(Step step, InclusionProof inSteps, InclusionProof inNotes, Place place) {}

  /** The closing. */
  Closing closing();

  /** Where the unit is then, or from where it may come back; empty when it ended for good. */
  default Optional<Place> to() {
    return switch (this) {
      case Handover handover -> Optional.of(handover.next().place());
      case Pack pack -> Optional.of(pack.next().place());
      case Unpack unpack -> Optional.of(unpack.next().place());
      case Final last -> last.wayBack().map(Next::place);
      case Reactivation undone -> Optional.of(undone.next().place());
    };
  }

  /**
   * The entry that made the note to which it leads, in the log of who has the unit then. A note may
   * be named by an earlier entry of the same log, too: by the one that made it first.
   */
  default Logged maker() {
    return this instanceof Handover handover ? handover.acceptance() : closing().closer();
  }

  /**
   * The unit, or what it is in, was handed to another organisation.
   *
   * @param offer of the sender, to the receiver
   * @param shipped what the offer states
   * @param acceptance of the receiver, which made the new note
   * @param received what the acceptance states
   */
  record Handover(
      Closing closing,
      Logged offer,
      Statement.Offer shipped,
      Logged acceptance,
      Statement.Acceptance received,
      Next next)
      implements Hop {}

  /** It was put into another unit, whose new note the closer's entry made. */
  record Pack(Closing closing, Next next) implements Hop {}

  /** What it was in was opened. */
  record Unpack(Closing closing, Next next) implements Hop {}

  /**
   * It was dispensed, destroyed, exported or left the network.
   *
   * @param wayBack the slot that the final entry made for the case that it is undone; empty when it
   *     ended for good
   */
  record Final(Closing closing, Optional<Next> wayBack) implements Hop {}

  /**
   * A final state was undone in time: the slot of the way back was closed.
   *
   * @param stated what the closer's entry states
   */
  record Reactivation(Closing closing, Statement.Reactivation stated, Next next) implements Hop {}
}
