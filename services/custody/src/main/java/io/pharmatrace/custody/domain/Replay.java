package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is told late where it belongs: everything that was told of the units concerned is
 * applied anew, in the order in which it happened, so that they end as if it had been told in time.
 * Only if nothing that was accepted before is refused then, and if it makes the units by itself, in
 * the order in which it took effect, what they are: what this class does not understand it leaves
 * alone. Pure; of one thread.
 */
public final class Replay {
  /** How often it is tried without one of those that were not accepted before; fewer of many. */
  private static final int MAX_TRIES = 200;

  private static final int MIN_TRIES = 5;

  /** Units that are named in all tries together. */
  private static final int MAX_WORK = 1_000_000;

  /** Gives the rules for a working set. */
  @FunctionalInterface
  public interface Rulers {
    /**
     * Rules over these units.
     *
     * @param past of these units
     * @param stored whether for what was accepted before, of which recalls and expiry were judged
     */
    Rules of(Units units, Past past, boolean stored);
  }

  /**
   * What was accepted of the units before.
   *
   * @param events in any order; of other units nothing counts
   * @param replayed of each unit that was replayed the number of the latest event then: up to that
   *     its events took effect in the order of time, from then on in that of capture
   */
  public record Settled(List<Fact> events, Map<Epc, Long> replayed) {
    private boolean isReplayed(Fact fact) {
      // What brings units into being comes before all else that is told of them.
      return fact.action() instanceof CustodyAction.Commission
          || fact.action().units().stream()
              .anyMatch(epc -> fact.event() <= replayed.getOrDefault(epc, 0L));
    }
  }

  /**
   * What became of it.
   *
   * @param units as they are then
   * @param before as they become by what was accepted before alone
   * @param accepted of the events that were not accepted before those that are now, in order of
   *     time
   * @param history all that was applied, in the order of time
   * @param endsGivenUp by which units would have ended, of the events that were not accepted before
   *     and are not because of what was
   */
  public record Outcome(
      Units units, Units before, List<Fact> accepted, List<Fact> history, List<Fact> endsGivenUp) {
    /** The number of the latest event that is known now. */
    public long latest() {
      return history.stream().mapToLong(Fact::event).max().orElse(0);
    }
  }

  private static final Comparator<Fact> BY_TIME =
      Comparator.comparing((Fact fact) -> fact.time().toInstant()).thenComparingLong(Fact::event);

  private final Units units;
  private final Rulers rulers;

  private final Settled before;

  /** Events that were accepted before. */
  private final Set<Long> settled = new HashSet<>();

  private final List<Fact> all = new ArrayList<>();
  private final Fact late;
  private final boolean asked;
  private final long work;

  /**
   * A replay.
   *
   * @param units all units concerned as far as they are known, which it does not change
   * @param rulers gives the rules
   * @param before what was accepted of them
   * @param waiting what was told of them and not accepted, the late event included
   * @param late is one of these
   * @param asked whether it is asked for, and who asks is told that it is done
   */
  public Replay(
      Units units, Rulers rulers, Settled before, List<Fact> waiting, Fact late, boolean asked) {
    this.units = units;
    this.rulers = rulers;
    this.before = before;
    this.late = late;
    this.asked = asked;
    Set<Epc> concerned = new HashSet<>();
    units.all().forEach(unit -> concerned.add(unit.epc()));
    waiting.forEach(fact -> concerned.addAll(fact.action().units()));
    for (Fact fact : before.events()) {
      fact.within(concerned).ifPresent(all::add);
      settled.add(fact.event());
    }
    all.addAll(waiting);
    all.sort(BY_TIME);
    work = all.stream().mapToLong(fact -> fact.action().units().size()).sum();
  }

  /**
   * Applies everything anew.
   *
   * @return empty when it cannot be accepted so, what was accepted before does not fit together, or
   *     does not make the units what they are
   */
  public Optional<Outcome> result() {
    return asTaken().filter(this::makes).flatMap(this::with);
  }

  private Optional<Outcome> with(Units before) {
    Set<Long> without = new HashSet<>();
    long tries = Math.clamp(MAX_WORK / Math.max(1, work), MIN_TRIES, MAX_TRIES);
    for (long i = 0; i < tries; i++) {
      Units anew = units.beforeAll();
      List<Fact> accepted = new ArrayList<>();
      @Nullable Fact refused = apply(anew, without, accepted);
      if (refused == null) {
        return isUndone(anew)
            ? Optional.empty()
            : Optional.of(new Outcome(anew, before, accepted, history(accepted), endsOf(without)));
      }
      @Nullable Fact culprit = culprit(refused, accepted);
      if (culprit == null) {
        return Optional.empty();
      }
      without.add(culprit.event());
    }
    return Optional.empty();
  }

  /**
   * The units as what was accepted before makes them in the order in which it took effect; empty
   * when it is refused so.
   */
  private Optional<Units> asTaken() {
    Units anew = units.beforeAll();
    Map<Long, OffsetDateTime> times = new HashMap<>();
    all.forEach(fact -> times.put(fact.event(), fact.time()));
    Rules rules = rulers.of(anew, new ReplayedPast(anew, times), true);
    Map<Boolean, List<Fact>> taken =
        all.stream()
            .filter(fact -> settled.contains(fact.event()))
            .collect(Collectors.partitioningBy(before::isReplayed));
    List<Fact> first = Objects.requireNonNull(taken.get(true)); // Sorted by time as all are.
    List<Fact> then = new ArrayList<>(Objects.requireNonNull(taken.get(false)));
    then.sort(Comparator.comparingLong(Fact::event));
    boolean fits =
        Stream.concat(first.stream(), then.stream()).allMatch(fact -> rules.apply(fact).isEmpty());
    return fits ? Optional.of(anew) : Optional.empty();
  }

  private List<Fact> endsOf(Set<Long> events) {
    return all.stream()
        .filter(fact -> events.contains(fact.event()))
        .filter(fact -> fact.action() instanceof CustodyAction.Decommission)
        .toList();
  }

  private List<Fact> history(List<Fact> accepted) {
    Set<Long> counting = new HashSet<>(settled);
    accepted.forEach(fact -> counting.add(fact.event()));
    return all.stream().filter(fact -> counting.contains(fact.event())).toList();
  }

  /** The first that must not be refused, and is. */
  private @Nullable Fact apply(Units anew, Set<Long> without, List<Fact> accepted) {
    Rules rules = rulers.of(anew, Past.UNKNOWN, true);
    Rules open = rulers.of(anew, Past.UNKNOWN, false);
    Map<Epc, Fact> ends = new HashMap<>();
    for (Fact fact : all) {
      if (settled.contains(fact.event())) {
        if (rules.apply(fact).isPresent()) {
          return fact;
        }
        noteEnds(fact, ends);
      } else if (!without.contains(fact.event()) && !undoesWhatStands(fact, ends)) {
        if (open.apply(fact).isEmpty()) {
          accepted.add(fact);
          noteEnds(fact, ends);
        } else if (fact.event() == late.event()) {
          return fact;
        }
      }
    }
    return null;
  }

  /** Whether who is told now that it is done would find it undone. */
  private boolean isUndone(Units anew) {
    return asked
        && late.action() instanceof CustodyAction.Decommission(List<Epc> ended, _)
        && ended.stream()
            .flatMap(epc -> Stream.ofNullable(anew.get(epc)))
            .anyMatch(unit -> unit.state() == UnitState.ACTIVE);
  }

  private static void noteEnds(Fact fact, Map<Epc, Fact> ends) {
    if (fact.action() instanceof CustodyAction.Decommission(List<Epc> ended, _)) {
      ended.forEach(epc -> ends.put(epc, fact));
    }
  }

  /**
   * Who was told that a unit has ended does not find it Active again because somebody was refused
   * who said so before: what was accepted stands, and so does what is asked for now.
   */
  private boolean undoesWhatStands(Fact fact, Map<Epc, Fact> ends) {
    return fact.event() != late.event()
        && fact.action() instanceof CustodyAction.Reactivate(List<Epc> back, _)
        && back.stream()
            .flatMap(epc -> Stream.ofNullable(ends.get(epc)))
            .anyMatch(
                end -> settled.contains(end.event()) || (asked && end.event() == late.event()));
  }

  /** Whether all units that are there are made so, and no other. */
  private boolean makes(Units anew) {
    return anew.all().size() == units.all().size()
        && units.all().stream().allMatch(unit -> isSame(unit, anew.get(unit.epc())));
  }

  private static boolean isSame(Unit unit, @Nullable Unit anew) {
    return anew != null
        && unit.state() == anew.state()
        && !unit.unmade()
        && Objects.equals(unit.batch(), anew.batch())
        && Objects.equals(epc(unit.parent()), epc(anew.parent()))
        && Objects.equals(unit.custodian(), anew.custodian())
        && Objects.equals(unit.place(), anew.place())
        && Objects.equals(unit.inTransitTo(), anew.inTransitTo())
        && Objects.equals(instant(unit.endedAt()), instant(anew.endedAt()))
        && Objects.equals(unit.endedIn(), anew.endedIn());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Epc epc(@Nullable Unit unit) {
    return unit == null ? null : unit.epc();
  }

  /** The latest of those accepted on trial that may be the reason; better one about the same. */
  private @Nullable Fact culprit(Fact refused, List<Fact> accepted) {
    Set<Epc> about = Set.copyOf(refused.action().units());
    boolean isLate = refused.event() == late.event();
    @Nullable Fact culprit = null;
    for (Fact fact : accepted.reversed()) {
      boolean possible =
          fact.event() != late.event()
              // How something ended is not given up for anything that was not accepted before.
              && !(isLate && fact.action() instanceof CustodyAction.Decommission);
      if (possible && fact.action().units().stream().anyMatch(about::contains)) {
        return fact;
      }
      culprit = culprit == null && possible ? fact : culprit;
    }
    return culprit;
  }
}
