package io.pharmatrace.simulator;

import org.jspecify.annotations.Nullable;

/**
 * One read of a label by a scanner.
 *
 * @param reader name of the scanner
 * @param bizStep business step of CBV 2.0
 * @param label what the scanner emits
 * @param container label of the container, for packing and unpacking
 * @param receiver name of a scanner at the place that a shipment goes to
 */
record Read(
    String reader,
    String bizStep,
    Label label,
    @Nullable Label container,
    @Nullable String receiver) {

  static Read of(String reader, String bizStep, Label label) {
    return new Read(reader, bizStep, label, null, null);
  }

  static Read inside(String reader, String bizStep, Label label, Label container) {
    return new Read(reader, bizStep, label, container, null);
  }

  static Read shipping(String reader, Label label, String receiver) {
    return new Read(reader, "shipping", label, null, receiver);
  }
}
