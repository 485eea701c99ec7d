package io.pharmatrace.epcis;

import java.util.List;

/**
 * Dispositions that last until they are unset (EPCIS 2.0 section 7.3.5.2).
 *
 * @param set begin with this event
 * @param unset end with this event
 */
public record PersistentDisposition(List<Term> set, List<Term> unset) {
  public PersistentDisposition {
    set = List.copyOf(set);
    unset = List.copyOf(unset);
    if (set.isEmpty() && unset.isEmpty()) {
      throw new IllegalArgumentException("neither set nor unset");
    }
  }
}
