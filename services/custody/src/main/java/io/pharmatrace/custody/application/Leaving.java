package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.CustodyAction;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stored event by which units go out: shipped on, given out, or made into others.
 *
 * @param offer its number, if it is a shipment
 */
record Leaving(Item item, @Nullable Long offer) {
  /** Of an event that was just stored; nothing of most. */
  static Stream<Leaving> of(Item item, long event) {
    return item.understood().action() instanceof CustodyAction.Ship
        ? Stream.of(new Leaving(item, event))
        : late(item);
  }

  /** The same of one that was put where it belongs in the past: what is sold was sold before. */
  static Stream<Leaving> late(Item item) {
    boolean leaves =
        switch (item.understood().action()) {
          case CustodyAction.Decommission(_, var target) -> target.givesOut();
          case CustodyAction.Transform _ -> true;
          default -> false;
        };
    return leaves ? Stream.of(new Leaving(item, null)) : Stream.empty();
  }

  @Nullable UUID shippedTo() {
    return item.understood().action() instanceof CustodyAction.Ship ship ? ship.to() : null;
  }

  /** In a sentence about the unit. */
  String how() {
    return switch (item.understood().action()) {
      case CustodyAction.Ship _ -> "shipped on";
      case CustodyAction.Transform _ -> "made into other packs";
      default -> "given out";
    };
  }
}
