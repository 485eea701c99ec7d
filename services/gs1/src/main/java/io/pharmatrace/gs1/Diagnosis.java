package io.pharmatrace.gs1;

import java.util.List;
import java.util.Optional;

/**
 * Faults of scanner and keyboard that explain a text.
 *
 * @param findings what probably happened; empty where the text is sound, or where no such fault
 *     explains it
 * @param readings every valid reading without those faults, none twice
 */
public record Diagnosis(List<Finding> findings, List<Repair> readings) {
  /** No fault found. */
  public static final Diagnosis NONE = new Diagnosis(List.of(), List.of());

  public Diagnosis {
    findings = List.copyOf(findings);
    readings = List.copyOf(readings);
  }

  /** The repair to offer: where exactly one valid reading exists, that one. */
  public Optional<Repair> repair() {
    return readings.size() == 1 ? Optional.of(readings.getFirst()) : Optional.empty();
  }
}
