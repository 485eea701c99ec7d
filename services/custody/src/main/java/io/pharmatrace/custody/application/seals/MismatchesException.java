package io.pharmatrace.custody.application.seals;

import java.util.Map;

/** Units that are not where a change takes them from, by their seals: all of a level. */
final class MismatchesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Rows of the units, and what is wrong with each. */
  private final transient Map<Long, String> units;

  MismatchesException(Map<Long, String> units) {
    super(units.size() + " units are not where their seals have them");
    this.units = Map.copyOf(units);
  }

  Map<Long, String> units() {
    return units;
  }
}
