package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Lateness;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event on its way through: as it was handed in, what it means and what it is known by.
 *
 * @param told when we were told of it; of what was refused before, then
 */
record Item(Submission submission, Meaning meaning, Identity identity, OffsetDateTime told) {
  /** One that is told now. */
  static Item of(Submission submission, Interpreter interpreter) {
    return of(submission, interpreter, interpreter.now());
  }

  static Item of(Submission submission, Interpreter interpreter, OffsetDateTime told) {
    return new Item(
        submission,
        interpreter.read(submission.organisation(), submission.event()),
        Identity.of(submission),
        told);
  }

  boolean isUnderstood() {
    return meaning instanceof Meaning.Understood;
  }

  /** What it means; to be asked of what is understood. */
  Meaning.Understood understood() {
    if (meaning instanceof Meaning.Understood understood) {
      return understood;
    }
    throw new IllegalStateException("only what is understood is late, kept or accepted");
  }

  /** What it means, if it is understood. */
  Stream<CustodyAction> action() {
    return isUnderstood() ? Stream.of(understood().action()) : Stream.empty();
  }

  Set<Epc> units() {
    return action().flatMap(action -> action.units().stream()).collect(Collectors.toSet());
  }

  /** Those units that it names and that are known. */
  List<Unit> known(Units units) {
    return action()
        .flatMap(action -> action.units().stream())
        .flatMap(epc -> Stream.ofNullable(units.get(epc)))
        .toList();
  }

  UUID organisation() {
    return submission.organisation();
  }

  OffsetDateTime time() {
    return submission.event().eventTime();
  }

  Fact fact(long id) {
    return understood().fact(id, organisation(), submission.event(), told);
  }

  /** Whether its units have ended by it. To be asked of what is understood. */
  boolean ends() {
    return understood().action() instanceof CustodyAction.Decommission;
  }

  boolean isLate(Units units) {
    return isUnderstood() && Lateness.isLate(units, fact(0));
  }

  /** Whether who tells it has, is offered or ever had all known units that it names. */
  boolean isOfOneConcerned(Units units, Past past) {
    return known(units).stream().allMatch(unit -> past.concerns(unit, organisation()));
  }

  NewEvent stored(long id) {
    return NewEvent.of(id, submission, identity, understood());
  }
}
