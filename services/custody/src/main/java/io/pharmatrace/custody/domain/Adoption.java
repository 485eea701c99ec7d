package io.pharmatrace.custody.domain;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes over into a working set what became of units when they were replayed in another. */
public final class Adoption {
  private final Units units;

  /** Into this working set. */
  public Adoption(Units units) {
    this.units = units;
  }

  /**
   * Takes everything over, in place of what this transaction did to these units.
   *
   * @param anew begun by {@link Units#beforeAll}; holds all that was ever told of its units
   */
  public void of(Units anew) {
    Set<Unit> mine = new HashSet<>();
    for (Unit unit : anew.all()) {
      Unit adopted = units.adopted(unit);
      adopted.become(unit, in(unit.parent()));
      mine.add(adopted);
    }
    anew.all().forEach(units::tellHolders);
    units.changes().removeIf(change -> mine.contains(change.unit()));
    units.moves().removeIf(move -> mine.contains(move.child()));
    units.handovers().removeIf(step -> mine.contains(step.unit()));
    anew.changes().forEach(change -> units.changes().add(in(change)));
    anew.moves().forEach(move -> units.moves().add(in(move)));
    anew.handovers().forEach(step -> units.handovers().add(in(step)));
  }

  private @Nullable Unit in(@Nullable Unit unit) {
    return unit == null ? null : units.adopted(unit);
  }

  private Units.Change in(Units.Change change) {
    return new Units.Change(
        units.adopted(change.unit()),
        change.event(),
        change.lastEvent(),
        change.state(),
        in(change.parent()),
        change.custodian(),
        change.place(),
        change.inTransitTo(),
        change.endedAt(),
        change.endedIn());
  }

  private Units.Move in(Units.Move move) {
    return new Units.Move(
        units.adopted(move.child()),
        units.adopted(move.parent()),
        move.at(),
        move.event(),
        move.into());
  }

  private Handover in(Handover step) {
    return new Handover(units.adopted(step.unit()), in(step.of()), step.event(), step.state());
  }
}
