package io.pharmatrace.custody.application.seals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes together that do not depend on each other, so that a thousand dispenses in one round
 * make one entry of each organisation: an event comes after those that changed its units or what
 * they are in, and after those that moved something into or out of its units.
 */
final class Levels {
  private final SealBook book;
  private final Map<Long, Integer> changed = new HashMap<>();
  private final Map<Long, Integer> seen = new HashMap<>();
  private final Map<Long, @Nullable Long> parents = new HashMap<>();

  private Levels(SealBook book) {
    this.book = book;
  }

  /** Levels in their order; of each unit there is one change in each at the most. */
  static List<List<Became>> of(List<Became> changes, SealBook book) {
    Map<Long, List<Became>> events = new LinkedHashMap<>();
    changes.forEach(c -> events.computeIfAbsent(c.event(), e -> new ArrayList<>()).add(c));
    Levels levels = new Levels(book);
    List<List<Became>> result = new ArrayList<>();
    for (List<Became> event : events.values()) {
      int level = levels.place(event);
      while (result.size() <= level) {
        result.add(new ArrayList<>());
      }
      result.get(level).addAll(event);
    }
    return result;
  }

  private int place(List<Became> event) {
    int level = 0;
    for (Became change : event) {
      level = Math.max(level, after(changed, change.unit()));
      level = Math.max(level, after(seen, change.unit()));
      for (long around : around(change)) {
        level = Math.max(level, after(changed, around));
      }
    }
    for (Became change : event) {
      for (long around : around(change)) {
        seen.merge(around, level, Math::max);
      }
    }
    for (Became change : event) {
      changed.put(change.unit(), level);
      parents.put(change.unit(), change.parent());
    }
    return level;
  }

  private static int after(Map<Long, Integer> levels, long unit) {
    @Nullable Integer level = levels.get(unit);
    return level == null ? 0 : level + 1;
  }

  /** What the unit was in, and is in now, and what that is in. */
  private List<Long> around(Became change) {
    List<Long> around = new ArrayList<>();
    Stream.of(parent(change.unit()), change.parent())
        .filter(Objects::nonNull)
        .forEach(
            container -> {
              @Nullable Long up = container;
              while (up != null && !around.contains(up)) {
                around.add(up);
                up = parent(up);
              }
            });
    return around;
  }

  private @Nullable Long parent(long unit) {
    return parents.containsKey(unit) ? parents.get(unit) : book.unit(unit).parent;
  }
}
