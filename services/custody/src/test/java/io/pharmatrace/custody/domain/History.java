package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What happened to some units, and what of it was declared to be in error; as custody keeps it. */
final class History {
  static final Gln PLACE = new Gln("0300011111116");
  private static final ExpiryDate EXPIRY = ExpiryDate.of(LocalDate.of(2027, 3, 31));
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00+01:00");

  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Fact> facts = new HashMap<>();
  private final Set<Long> inError = new HashSet<>();
  private final Set<Long> late = new HashSet<>();
  final Units units = new Units(List.of(), ids::incrementAndGet);
  Past past = Past.UNKNOWN;
  boolean batchEnded;
  private final Rules rules =
      new Rules(units, sgtin -> false, BatchEnd.EXPIRY, this::held, Duration.ofMinutes(10));

  private boolean held(Unit unit, UUID organisation, OffsetDateTime at) {
    return past.held(unit, organisation, at);
  }

  static CustodyAction.Commission commission(Epc... epcs) {
    return new CustodyAction.Commission(List.of(epcs), new Lot("A1"), EXPIRY);
  }

  /** Applies what can be applied. */
  Optional<Refusal> attempt(UUID organisation, CustodyAction action) {
    return rules.apply(fact(organisation, action));
  }

  /** Applies what must be possible; the event. */
  long apply(UUID organisation, CustodyAction action) {
    Fact fact = fact(organisation, action);
    assertThat(rules.apply(fact)).isEmpty();
    facts.put(fact.event(), fact);
    return fact.event();
  }

  /** Applies what can be applied; the event, if it was. */
  Optional<Long> tried(UUID organisation, CustodyAction action) {
    Fact fact = fact(organisation, action);
    if (rules.apply(fact).isPresent()) {
      return Optional.empty();
    }
    facts.put(fact.event(), fact);
    return Optional.of(fact.event());
  }

  private Fact fact(UUID organisation, CustodyAction action) {
    return new Fact(ids.incrementAndGet(), organisation, TIME, PLACE, action);
  }

  void declare(long event) {
    declare(event, false);
  }

  /** An event is declared to be in error. */
  void declare(long event, boolean onlyData) {
    declare(event, onlyData, true);
  }

  /** An event is declared to be in error, in time or not. */
  void declare(long event, boolean onlyData, boolean inTime) {
    if (!inTime) {
      late.add(event);
    }
    inError.add(event);
    Withdrawal withdrawal = new Withdrawal(units, changes(), unit -> batchEnded);
    if (fact(event).action() instanceof CustodyAction.Commission commission) {
      withdrawal.unmake(commission.units(), onlyData);
    }
    withdrawal.apply();
  }

  private Fact fact(long event) {
    return Objects.requireNonNull(facts.get(event));
  }

  private List<Withdrawal.Before> changes() {
    List<Withdrawal.Before> changes = new ArrayList<>();
    for (Units.Change c : units.changes()) {
      if (!(fact(c.event()).action() instanceof CustodyAction.Commission)) {
        boolean isVoid = c.state() == UnitState.ACTIVE && units.voided().contains(c.unit());
        changes.add(
            new Withdrawal.Before(
                c.unit().epc(),
                c.event(),
                inError.contains(c.event()),
                !late.contains(c.event()),
                fact(c.event()).organisation(),
                c.lastEvent(),
                isVoid ? UnitState.VOID : c.state(),
                epc(c.parent()),
                c.custodian(),
                c.place(),
                c.inTransitTo(),
                c.endedAt(),
                c.endedIn()));
      }
    }
    return changes;
  }

  private static @Nullable Epc epc(@Nullable Unit unit) {
    return unit == null ? null : unit.epc();
  }

  Unit unit(Epc epc) {
    return Objects.requireNonNull(units.get(epc));
  }

  /** All that can be seen of a unit. */
  String look(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    if (unit == null || unit.state() == UnitState.VOID) {
      return "unknown";
    }
    Unit topmost = unit.topmost();
    return unit.state()
        + " in "
        + (unit.parent() == null ? "nothing" : unit.parent().epc().digitalLink())
        + " held by "
        + topmost.custodian()
        + " at "
        + topmost.place()
        + " for "
        + topmost.inTransitTo();
  }
}
