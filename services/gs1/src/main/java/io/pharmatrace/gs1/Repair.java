package io.pharmatrace.gs1;

import java.util.List;

/**
 * What a barcode may have said before a reader or keyboard spoilt it. An offer to a person, to be
 * shown as such: nothing in this library applies it.
 *
 * @param findings the faults that it assumes, at least one
 * @param text the text without them
 * @param scan what that text says
 */
public record Repair(List<Finding> findings, String text, Scan scan) {
  public Repair {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("A repair names the faults that it assumes.");
    }
  }
}
