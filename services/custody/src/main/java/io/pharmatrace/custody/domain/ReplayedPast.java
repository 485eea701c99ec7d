package io.pharmatrace.custody.domain;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who had what, by the changes of a working set that holds all that was ever told of its units. */
public final class ReplayedPast implements Past {
  /** More than units are ever nested; what is dated amiss may seem to hold itself. */
  private static final int MAX_LEVELS = 16;

  private final Units units;
  private final Map<Long, OffsetDateTime> times;

  /** Changes of each unit, of the first so many of the working set. */
  private final Map<Unit, List<Units.Change>> byUnit = new HashMap<>();

  private int indexed;

  /**
   * Of what these units went through.
   *
   * @param times of the events
   */
  public ReplayedPast(Units units, Map<Long, OffsetDateTime> times) {
    this.units = units;
    this.times = times;
  }

  @Override
  public boolean held(Unit unit, UUID organisation, OffsetDateTime at) {
    return held(unit, organisation, at, 0);
  }

  private boolean held(Unit unit, UUID organisation, OffsetDateTime at, int level) {
    Optional<Units.Change> next =
        changes(unit)
            .filter(c -> Objects.requireNonNull(times.get(c.event())).isAfter(at))
            .findFirst();
    @Nullable Unit parent = next.isPresent() ? next.get().parent() : unit.parent();
    if (parent != null) {
      return level < MAX_LEVELS && held(parent, organisation, at, level + 1);
    }
    return organisation.equals(next.isPresent() ? next.get().custodian() : unit.custodian())
        && (next.isPresent() ? next.get().inTransitTo() : unit.inTransitTo()) == null;
  }

  @Override
  public boolean met(Unit unit, UUID organisation) {
    return met(unit, organisation, new HashSet<>());
  }

  private boolean met(Unit unit, UUID organisation, Set<Unit> seen) {
    return seen.add(unit)
        && (organisation.equals(unit.custodian())
            || organisation.equals(unit.inTransitTo())
            || (unit.parent() != null && met(unit.parent(), organisation, seen))
            || changes(unit)
                .anyMatch(
                    c ->
                        organisation.equals(c.custodian())
                            || organisation.equals(c.inTransitTo())
                            || (c.parent() != null && met(c.parent(), organisation, seen))));
  }

  @Override
  public Optional<Ended> cameBackFrom(Unit unit) {
    return changes(unit)
        .filter(c -> c.state().isEnd())
        .reduce((one, next) -> next)
        .map(c -> new Ended(c.state(), c.endedAt()));
  }

  private Stream<Units.Change> changes(Unit unit) {
    List<Units.Change> all = units.changes();
    for (; indexed < all.size(); indexed++) {
      Units.Change change = all.get(indexed);
      byUnit.computeIfAbsent(change.unit(), u -> new ArrayList<>()).add(change);
    }
    return byUnit.getOrDefault(unit, List.of()).stream();
  }
}
