package io.pharmatrace.epcis;

/** The forms in which documents are written. */
public enum Syntax {
  JSON_LD_2_0,
  XML_2_0,
  /** What EPCIS 1.2 did not have is in its extension elements, as GS1 converts it. */
  XML_1_2
}
