package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be in what after an arrangement, and which logistic units have to be sealed anew. */
final class Nesting {
  private final Seals seals;
  private final Map<String, @Nullable String> parents;

  /** What is to be in each logistic unit. */
  private final Map<String, Set<String>> inside = new LinkedHashMap<>();

  private final Set<String> rebuilt = new LinkedHashSet<>();

  Nesting(Seals seals, Map<String, @Nullable String> parents) {
    this.seals = seals;
    this.parents = parents;
    Deque<String> touched = new ArrayDeque<>();
    parents.keySet().stream()
        .filter(unit -> seals.position(unit).isPresent())
        .forEach(unit -> place(unit, true, touched));
    while (!touched.isEmpty()) {
      String container = touched.remove();
      place(container, !inside(container).isEmpty(), touched);
    }
    List<String> changed =
        inside.keySet().stream().filter(c -> !inside(c).equals(before(c))).toList();
    changed.forEach(this::rebuild);
  }

  /**
   * All that moves, and all that is opened, is in slots of the holder.
   *
   * @throws SealMismatchException otherwise, before anything has changed
   */
  void checkHeld(Bytes32 holder) {
    Stream.concat(
            parents.keySet().stream()
                .filter(unit -> !Objects.equals(parent(unit), parentBefore(unit))),
            rebuilt.stream())
        .filter(unit -> seals.position(unit).isPresent())
        .distinct()
        .forEach(
            unit -> {
              String topmost = unit;
              for (String up = unit; up != null; up = parentBefore(up)) {
                topmost = up;
              }
              seals.held(topmost, holder);
            });
  }

  /**
   * Logistic units that are sealed anew, or no longer: what is inside before what is around.
   *
   * @throws SealMismatchException when one would be in itself
   */
  List<String> rebuiltInnerFirst() {
    Set<String> innerFirst = new LinkedHashSet<>();
    rebuilt.forEach(container -> order(container, innerFirst, new HashSet<>()));
    return List.copyOf(innerFirst);
  }

  /** Those of them in which something was: what is around before what is inside. */
  List<String> openedOuterFirst() {
    Map<String, Integer> depths = new LinkedHashMap<>();
    for (String container : rebuilt) {
      if (seals.contents(container).isPresent()) {
        int depth = 0;
        for (String up = parentBefore(container); up != null; up = parentBefore(up)) {
          depth++;
        }
        depths.put(container, depth);
      }
    }
    return depths.keySet().stream().sorted(Comparator.comparing(depths::get)).toList();
  }

  /** Whether what was in a logistic unit stays there as it is. */
  boolean stays(String unit, String container) {
    return inside(container).contains(unit) && !rebuilt.contains(unit);
  }

  /** What is to be in a logistic unit. */
  Set<String> inside(String container) {
    return inside.computeIfAbsent(container, this::before);
  }

  private Set<String> before(String container) {
    Set<String> units = new LinkedHashSet<>();
    seals.contents(container).ifPresent(c -> c.units().forEach(unit -> units.add(unit.epc())));
    return units;
  }

  private @Nullable String parentBefore(String unit) {
    return seals.position(unit).orElse(null) instanceof Position.Inside(String container)
        ? container
        : null;
  }

  private @Nullable String parent(String unit) {
    return parents.containsKey(unit) ? parents.get(unit) : parentBefore(unit);
  }

  /** The unit is in its parent and in nothing else; in nothing at all when it is not sealed. */
  private void place(String unit, boolean sealed, Deque<String> touched) {
    if (seals.position(unit).orElse(null) instanceof Position.Ended) {
      throw new SealMismatchException(unit, "has ended");
    }
    String from = parentBefore(unit);
    String to = sealed ? parent(unit) : null;
    if (from != null && !from.equals(to) && inside(from).remove(unit)) {
      touched.add(from);
    }
    if (to == null) {
      String wanted = parent(unit);
      if (wanted != null && inside(wanted).remove(unit)) {
        touched.add(wanted);
      }
    } else if (inside(to).add(unit)) {
      touched.add(to);
    }
  }

  /** And all that it was in, and is to be in: the one may have been inside the other. */
  private void rebuild(String container) {
    if (rebuilt.add(container)) {
      Stream.of(parentBefore(container), parent(container))
          .filter(Objects::nonNull)
          .distinct()
          .forEach(this::rebuild);
    }
  }

  private void order(String container, Set<String> innerFirst, Set<String> above) {
    if (innerFirst.contains(container)) {
      return;
    }
    if (!above.add(container)) {
      throw new SealMismatchException(container, "would be in itself");
    }
    for (String unit : inside(container)) {
      if (rebuilt.contains(unit)) {
        order(unit, innerFirst, above);
      }
    }
    innerFirst.add(container);
  }
}
