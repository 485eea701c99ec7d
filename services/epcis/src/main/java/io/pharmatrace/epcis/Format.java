package io.pharmatrace.epcis;

/** The two syntaxes of EPCIS. */
public enum Format {
  /** XML 1.2 and 2.0; which of them, the document says. */
  XML,
  /** JSON and JSON-LD 2.0. */
  JSON
}
