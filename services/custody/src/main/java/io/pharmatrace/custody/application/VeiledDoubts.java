package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Audience;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Kind;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.application.Involvement.Pair;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Suspicions that events raised about units with which their organisations never had to do: to
 * these they are what one of a unit that does not exist is, as {@link Strangers} says in the
 * answer. What is suspicious in truth is told to all others.
 */
final class VeiledDoubts {
  private final Handle handle;
  private final Units units;
  private final Set<Child> children;

  /** A logistic unit that a refused event names as going into or out of another. */
  record Child(Epc unit, String event) {}

  /**
   * For the events of a transaction.
   *
   * @param units that they name, as they are after the events, and stored
   * @param children of which those that do not exist are suspicious, too
   */
  VeiledDoubts(Handle handle, Units units, Set<Child> children) {
    this.handle = handle;
    this.units = units;
    this.children = children;
  }

  /** The suspicions as they are told. */
  List<Suspicion> suspicions(List<Suspicion> suspicions) {
    Set<Pair> strangers = strangers(suspicions.stream().map(VeiledDoubts::pair));
    return suspicions.stream()
        .flatMap(s -> strangers.contains(pair(s)) ? veiled(s) : known(s))
        .toList();
  }

  /** The sightings as they are told. */
  List<Seen> seen(List<Seen> seen) {
    Set<Pair> strangers = strangers(seen.stream().map(VeiledDoubts::pair));
    return seen.stream()
        .map(
            s ->
                strangers.contains(pair(s))
                    ? new Seen(s.unit(), s.at(), Audience.OTHERS, s.event())
                    : s)
        .toList();
  }

  /** What is for strangers only is nothing to who knows the unit. */
  private static Stream<Suspicion> known(Suspicion suspicion) {
    return suspicion.audience() == Audience.NOTICED ? Stream.empty() : Stream.of(suspicion);
  }

  private Stream<Suspicion> veiled(Suspicion suspicion) {
    @Nullable Code unknown = unknown(suspicion);
    if (unknown == null) {
      return inTruth(suspicion, unknown);
    }
    Audience audience = isUnknown(suspicion, unknown) ? suspicion.audience() : Audience.NOTICED;
    Suspicion shown =
        suspicion
            .as(unknown)
            .saying("Refused (unit-unknown): " + Strangers.unknown(suspicion.unit()))
            .concerning(Set.of())
            .to(audience);
    return Stream.concat(Stream.of(shown), inTruth(suspicion, unknown));
  }

  /** What it would be if there were no such unit. */
  private @Nullable Code unknown(Suspicion suspicion) {
    if (suspicion.unit() instanceof Sgtin) {
      return Code.UNKNOWN_SERIAL;
    }
    @Nullable String event = suspicion.event();
    return event != null && children.contains(new Child(suspicion.unit(), event))
        ? Code.AGGREGATION
        : null;
  }

  private static boolean isUnknown(Suspicion suspicion, @Nullable Code unknown) {
    return suspicion.code() == Code.UNKNOWN_SERIAL || suspicion.code() == unknown;
  }

  /** What it is besides; what a label said is told with what is shown. */
  private static Stream<Suspicion> inTruth(Suspicion suspicion, @Nullable Code unknown) {
    if (isUnknown(suspicion, unknown)) {
      return Stream.empty();
    }
    Suspicion truth =
        suspicion.code().kind() == Kind.TECHNICAL
            ? suspicion.as(Code.CUSTODY_MISMATCH).saying(Doubts.NEITHER_HOLDS_NOR_RECEIVES)
            : suspicion;
    return Stream.of(truth.to(Audience.OTHERS));
  }

  private static Pair pair(Suspicion suspicion) {
    return new Pair(suspicion.unit(), suspicion.seen().organisation());
  }

  private static Pair pair(Seen seen) {
    return new Pair(seen.unit(), seen.at().organisation());
  }

  /** Asked are only those of whom what is in memory does not say it. */
  private Set<Pair> strangers(Stream<Pair> pairs) {
    Set<Pair> strangers = pairs.filter(this::isElsewhere).collect(Collectors.toSet());
    if (!strangers.isEmpty()) {
      strangers.removeAll(Involvement.among(handle, List.copyOf(strangers)));
    }
    return strangers;
  }

  private boolean isElsewhere(Pair pair) {
    @Nullable Unit unit = units.get(pair.unit());
    return unit == null || !Doubts.involved(unit).contains(pair.organisation());
  }
}
