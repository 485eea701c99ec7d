package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param event identifier of the stored event
 * @param organisation who says so
 * @param time when it happened, with the offset of the place
 * @param place where
 * @param action what
 * @param told when we were told of it
 */
public record Fact(
    long event,
    UUID organisation,
    OffsetDateTime time,
    @Nullable Gln place,
    CustodyAction action,
    OffsetDateTime told) {

  /** One that was told when it happened. */
  public Fact(
      long event,
      UUID organisation,
      OffsetDateTime time,
      @Nullable Gln place,
      CustodyAction action) {
    this(event, organisation, time, place, action, time);
  }

  /** What it says of some units only; empty when that is nothing that changes any. */
  Optional<Fact> within(Set<Epc> units) {
    return Optional.ofNullable(within(action, units))
        .map(part -> new Fact(event, organisation, time, place, part, told));
  }

  private static @Nullable CustodyAction within(CustodyAction action, Set<Epc> units) {
    return switch (action) {
      case CustodyAction.Commission(List<Epc> born, Lot lot, ExpiryDate expiry) ->
          of(born, units, some -> new CustodyAction.Commission(some, lot, expiry));
      // Also when none of the children matters the parent may have come into being by it.
      case CustodyAction.Pack(Epc parent, List<Epc> children) when units.contains(parent) ->
          new CustodyAction.Pack(parent, children.stream().filter(units::contains).toList());
      case CustodyAction.Unpack(Epc parent, List<Epc> children) when units.contains(parent) ->
          children.isEmpty()
              ? action
              : of(children, units, some -> new CustodyAction.Unpack(parent, some));
      case CustodyAction.Pack _, CustodyAction.Unpack _ -> null;
      case CustodyAction.Ship(List<Epc> shipped, UUID to) ->
          of(shipped, units, some -> new CustodyAction.Ship(some, to));
      case CustodyAction.Receive(List<Epc> received) ->
          of(received, units, CustodyAction.Receive::new);
      case CustodyAction.Refuse(List<Epc> refused, OfferState why) ->
          of(refused, units, some -> new CustodyAction.Refuse(some, why));
      case CustodyAction.Withdraw(List<Epc> withdrawn) ->
          of(withdrawn, units, CustodyAction.Withdraw::new);
      case CustodyAction.Decommission(List<Epc> ended, UnitState target) ->
          of(ended, units, some -> new CustodyAction.Decommission(some, target));
      case CustodyAction.Reactivate(List<Epc> back, UnitState undone) ->
          of(back, units, some -> new CustodyAction.Reactivate(some, undone));
      case CustodyAction.Transform(
              List<Epc> inputs,
              List<Epc> outputs,
              Lot lot,
              ExpiryDate expiry) -> {
        List<Epc> used = inputs.stream().filter(units::contains).toList();
        List<Epc> made = outputs.stream().filter(units::contains).toList();
        yield used.isEmpty() && made.isEmpty()
            ? null
            : new CustodyAction.Transform(used, made, lot, expiry);
      }
      case CustodyAction.Note _, CustodyAction.Observe _ -> null;
    };
  }

  private static @Nullable CustodyAction of(
      List<Epc> all, Set<Epc> units, Function<List<Epc>, CustodyAction> action) {
    List<Epc> some = all.stream().filter(units::contains).toList();
    return some.isEmpty() ? null : action.apply(some);
  }
}
