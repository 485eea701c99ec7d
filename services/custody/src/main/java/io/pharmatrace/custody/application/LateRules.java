package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.application.Involvement.Pair;
import io.pharmatrace.custody.application.UnitHistory.Told;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
   * Notes what was refused before and may count by what is told now: of units that are not known
   * what who tells of them told before, of units that are shipped what their receivers told. Asks
   * nothing when all units are known and none is shipped.
   *
   * @param units those that are named, locked
   * @param again whether all of it was tried before, and is every second
   * @return receivers that told of anything in vain that happened after something is shipped to
   *     them here
   */
  static Set<UUID> expect(Handle handle, List<Item> items, Units units, Past past, boolean again) {
    Set<Pair> unknown = new HashSet<>();
    for (Item item : items) {
      item.action()
          .flatMap(action -> (again ? action.born() : action.units()).stream())
          .filter(epc -> units.get(epc) == null)
          .forEach(epc -> unknown.add(new Pair(epc, item.organisation())));
    }
    if (!unknown.isEmpty()) {
      RefusedLookup.latest(handle, unknown)
          .forEach(
              vain ->
                  units
                      .expectations()
                      .add(
                          vain.about().unit(),
                          vain.about().organisation(),
                          vain.time(),
                          vain.born() && !again));
    }
    List<Item> shipments = items.stream().filter(LateRules::isShipment).toList();
    return shipments.isEmpty() ? Set.of() : expectOfReceivers(handle, shipments, units, past);
  }

  private static Set<UUID> expectOfReceivers(
      Handle handle, List<Item> shipments, Units units, Past past) {
    OffsetDateTime since =
        shipments.stream().map(Item::time).min(Comparator.naturalOrder()).orElseThrow();
    Set<UUID> eager =
        RefusedLookup.tellers(
            handle,
            shipments.stream()
                .flatMap(item -> Stream.ofNullable(item.understood().counterparty()))
                .collect(Collectors.toSet()),
            since);
    List<Pair> shipped =
        shipments.stream()
            .filter(item -> reaches(item, eager) && item.isOfOneConcerned(units, past))
            .flatMap(
                item ->
                    Stream.ofNullable(item.understood().counterparty())
                        .flatMap(to -> item.known(units).stream().map(u -> new Pair(u.epc(), to))))
            .toList();
    if (!shipped.isEmpty()) {
      RefusedLookup.byReceivers(handle, shipped, since)
          .forEach((epc, told) -> units.noteTold(epc, told, told));
    }
    return eager;
  }

  private static boolean isShipment(Item item) {
    return item.action().anyMatch(CustodyAction.Ship.class::isInstance);
  }

  /** Whether it is a shipment to one of these, of what they told in vain. */
  static boolean reaches(Item item, Set<UUID> tellers) {
    return isShipment(item)
        && Stream.ofNullable(item.understood().counterparty()).anyMatch(tellers::contains);
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
            || !RefusedLookup.anyReturns(handle, Columns.of(again, Unit::epc)));
  }

  private boolean isRepeated(Unit unit, OffsetDateTime at) {
    return Optional.ofNullable(unit.endedAt())
        .filter(since -> Duration.between(since, at).abs().compareTo(repeatTolerance) <= 0)
        .isPresent();
  }
}
