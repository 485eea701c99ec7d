package io.pharmatrace.records.domain.consent;

import java.util.Collection;
import java.util.Set;

/** How one thing that a provision may state fits a request. */
enum Hit {
  /** The provision says nothing of it. */
  NOT_STATED,
  HIT,
  MISS,
  /** The item does not say enough to tell. */
  UNKNOWN;

  /** Whether what was asked with is among what is stated. */
  static <T> Hit any(Set<T> stated, Collection<T> asked) {
    if (stated.isEmpty()) {
      return NOT_STATED;
    }
    return asked.stream().anyMatch(stated::contains) ? HIT : MISS;
  }
}
