package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.application.UnitHistory.Told;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Which events are worth being put where they belong, and what of others stands. Thread-safe. */
@Singleton
final class LateRules {
  private final Organisations organisations;
  private final Duration repeatTolerance;

  LateRules(
      Organisations organisations,
      @Value("${pharmatrace.custody.repeat-tolerance:10m}") Duration repeatTolerance) {
    this.organisations = organisations;
    this.repeatTolerance = repeatTolerance;
  }

  /**
   * Notes what was refused before about units that come into being now: what is told of them in
   * order counts with that. Asks nothing when none does.
   *
   * @param units those that are named, locked
   */
  static void expect(Handle handle, List<Item> items, Units units) {
    Set<Epc> born =
        items.stream()
            .flatMap(Item::action)
            .flatMap(action -> action.born().stream())
            .filter(epc -> units.get(epc) == null)
            .collect(Collectors.toSet());
    if (!born.isEmpty()) {
      units.expect(RefusedLookup.latest(handle, born));
    }
  }

  /** Why an event that is told late, and was not put where it belongs, does not count now. */
  Optional<Refusal> against(Handle handle, Item late, Units units, LateEffort effort) {
    if (effort.isForAnother() || effort.isInUse()) {
      return Optional.of(
          new Refusal(Reason.WAITS_BEHIND, "Other scans that were told late are put in place."));
    }
    return endedLater(handle, late, units);
  }

  /**
   * Why nothing is undone by what is told late and fits into nothing: somebody tells that the unit
   * ended after that.
   */
  private Optional<Refusal> endedLater(Handle handle, Item late, Units units) {
    if (!(late.understood().action() instanceof CustodyAction.Reactivate)) {
      return Optional.empty();
    }
    List<Told> later =
        UnitHistory.after(handle, Columns.of(late.known(units), Unit::id), late.time());
    Interpreter interpreter =
        Interpreter.of(handle, organisations, later.stream().map(Told::event));
    return later.stream()
        .filter(told -> ends(interpreter.read(told.organisation(), told.event())))
        .findFirst()
        .map(
            told ->
                new Refusal(
                    Reason.NOTHING_TO_UNDO, "It is on record that it ended again after that."));
  }

  private static boolean ends(Meaning meaning) {
    return meaning instanceof Meaning.Understood understood
        && understood.action() instanceof CustodyAction.Decommission;
  }

  /**
   * Whether something of later was told already of what an event is about, so that it may have to
   * be put before that. Nobody holds up others by telling of what he never had to do with.
   *
   * @param units those that it names, locked
   */
  boolean isLate(Handle handle, Item item, Units units, Past past) {
    return item.isLate(units)
        && item.isOfOneConcerned(units, past)
        && !endsAgain(handle, item, units);
  }

  /** Of many who dispense at once all but one are told soon: nothing lies between the two. */
  private boolean endsAgain(Handle handle, Item item, Units units) {
    if (!(item.understood().action() instanceof CustodyAction.Decommission(_, UnitState target))) {
      return false;
    }
    List<Unit> again = item.known(units).stream().filter(unit -> unit.state() == target).toList();
    return !again.isEmpty()
        && (again.stream().allMatch(unit -> isRepeated(unit, item.time()))
            || !RefusedLookup.isAnyReturn(handle, Columns.of(again, Unit::epc)));
  }

  private boolean isRepeated(Unit unit, OffsetDateTime at) {
    return Optional.ofNullable(unit.endedAt())
        .filter(since -> Duration.between(since, at).abs().compareTo(repeatTolerance) <= 0)
        .isPresent();
  }
}
