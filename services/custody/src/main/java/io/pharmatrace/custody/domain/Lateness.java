package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what is told late from what is told in the order in which it happened. Pure. */
public final class Lateness {
  /** Clocks differ by more: of what happens at the same time nothing is late. */
  private static final Duration JITTER = Duration.ofSeconds(5);

  private Lateness() {}

  /**
   * Whether something of clearly later was told of what a fact is about, of what is in that or
   * holds it; or anything, by the same organisation, of what is not known yet, if that was expected
   * ({@link Expectations}). What changes nothing is never late.
   */
  public static boolean isLate(Units units, Fact fact) {
    CustodyAction action = fact.action();
    if (action instanceof CustodyAction.Note || action instanceof CustodyAction.Observe) {
      return false;
    }
    Set<Epc> born = Set.copyOf(action.born());
    if (action.units().stream()
        .anyMatch(
            epc ->
                units.isExpected(epc, fact, born.contains(epc))
                    || isToldAfter(units.get(epc), fact))) {
      return true;
    }
    Set<Epc> opened = Set.copyOf(action.opened());
    return !opened.isEmpty()
        && units.all().stream()
            .filter(unit -> unit.parent() != null && opened.contains(unit.parent().epc()))
            .anyMatch(unit -> isToldAfter(unit, fact));
  }

  private static boolean isToldAfter(@Nullable Unit unit, Fact fact) {
    for (@Nullable Unit up = unit; up != null; up = up.parent()) {
      if (isAfter(up.told(), fact)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAfter(@Nullable OffsetDateTime told, Fact fact) {
    return told != null && fact.time().plus(JITTER).isBefore(told);
  }
}
