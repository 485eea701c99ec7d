package io.pharmatrace.gs1;

/**
 * What can go wrong between a barcode and this library. Names are part of the interface. None of
 * them says anything about the pack: a fault of a reader or keyboard is no sign of falsification.
 */
public enum Fault {
  /** The reader did not send GS between fields, or something on the way swallowed it. */
  LOST_SEPARATORS,
  /** Something else stands where GS belongs, for example {@code {GS}} or a bar. */
  SUBSTITUTED_SEPARATORS,
  /** Caps lock was on: capital and small letters are exchanged. */
  CAPS_LOCK,
  /** The reader types as another keyboard than the one that the computer is set to. */
  KEYBOARD_LAYOUT,
  /** As {@link #KEYBOARD_LAYOUT}, where nothing but Y and Z is exchanged. */
  SWAPPED_Y_Z,
  /** Batch and serial number stand in each other's field. */
  SWAPPED_FIELDS,
  /** The first characters are missing. */
  LOST_START,
  /** The end is missing. */
  TRUNCATED,
  /** The same barcode was read twice into one input. */
  DOUBLED,
  /** Different barcodes were read into one input. */
  SEVERAL_SCANS
}
