package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.chain.LedgerRecord;
import io.pharmatrace.transparency.evidence.Report.Step;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Hop;
import io.pharmatrace.transparency.path.Logged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A path that holds, step by step: what became of the pack, by whom, and when at the latest. */
final class PathSteps {
  private final ProvenBundle proven;

  PathSteps(ProvenBundle proven) {
    this.proven = proven;
  }

  /** The batch, then a step for each closed slot. */
  List<Step> of(CustodyPath path) {
    List<Step> steps = new ArrayList<>();
    Bytes32 holder = path.origin().manufacturer();
    steps.add(step(EntryType.BATCH, holder, Optional.of(holder), path.origin().batch()));
    for (Hop hop : path.hops()) {
      Bytes32 next = hop.to().map(place -> place.note().organisation()).orElse(holder);
      EntryType kind = hop.closing().binding().kind();
      Optional<Bytes32> to = hop instanceof Hop.Final ? Optional.empty() : Optional.of(next);
      steps.add(step(kind, holder, to, hop.closing().closer()));
      holder = next;
    }
    return steps;
  }

  private Step step(EntryType kind, Bytes32 from, Optional<Bytes32> to, Logged logged) {
    LedgerRecord record = proven.commitment(from, logged.sequence()).orElseThrow().record();
    return new Step(
        kind.name(),
        proven.nameOf(from),
        to.map(proven::nameOf),
        record.sequence(),
        record.block(),
        Instant.ofEpochSecond(record.time()));
  }

  /**
   * For a person.
   *
   * @param number of the step, 0 for the batch
   */
  static String words(int number, Step step) {
    String what =
        switch (EntryType.valueOf(step.kind())) {
          case BATCH -> "made by " + step.from();
          case HANDOVER ->
              "handed over by %s to %s".formatted(step.from(), step.to().orElseThrow());
          case PACK -> "put into another unit, alone or in what it was in, by " + step.from();
          case UNPACK -> "what it was in was opened by " + step.from();
          case FINAL -> "ended its life at " + step.from();
          case REACTIVATION -> "brought back by " + step.from();
          default -> throw new IllegalStateException(step.kind() + " is no step of a path");
        };
    return "%s: %s; in its commitment %d, block %d of %s."
        .formatted(
            number == 0 ? "The batch" : "Step " + number,
            what,
            step.commitment(),
            step.block(),
            step.time());
  }
}
