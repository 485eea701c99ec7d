package io.pharmatrace.gs1;

import java.util.List;
import java.util.Optional;

/**
 * Faults of scanner and keyboard that explain a text.
 *
 * @param findings what probably happened; empty where the text is sound, or where no such fault
 *     explains it
 * @param readings every valid reading without those faults, none twice
 * @param complete whether there is no further reading; false where the text is valid as it stands,
 *     where further faults, alone or in pairs, would give another reading, and where the search was
 *     cut short
 */
public record Diagnosis(List<Finding> findings, List<Repair> readings, boolean complete) {
  /** No fault found. */
  public static final Diagnosis NONE = new Diagnosis(List.of(), List.of(), true);

  public Diagnosis {
    findings = List.copyOf(findings);
    readings = List.copyOf(readings);
  }

  /** The repair to offer: where exactly one valid reading exists, that one. */
  public Optional<Repair> repair() {
    return complete && readings.size() == 1 ? Optional.of(readings.getFirst()) : Optional.empty();
  }
}
