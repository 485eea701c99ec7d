package io.pharmatrace.fhir.read;

import java.util.List;

/**
 * One line of the table, for one of its types.
 *
 * @param path as in R4's definitions, a choice with {@code [x]}
 * @param name of the element without its type, as FHIRPath says it
 * @param min how many there must be
 * @param many true if it is a list
 * @param type primitive, data type, {@code Part} or {@code Contained}
 * @param detail codes, targets or types of contained resources; empty if anything of the type may
 *     stand there
 */
record ElementRule(
    String path, String name, int min, boolean many, String type, List<String> detail) {
  ElementRule {
    detail = List.copyOf(detail);
  }

  /** Where the children of a part or of a data type are found in the table. */
  String owner() {
    return type.equals("Part") ? path : type;
  }
}
