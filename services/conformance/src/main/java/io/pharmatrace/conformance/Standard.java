package io.pharmatrace.conformance;

/** The standards that the product follows, in the order of the report. */
public enum Standard {
  GENERAL_SPECIFICATIONS("GS1 General Specifications"),
  DIGITAL_LINK("GS1 Digital Link URI Syntax"),
  TDS("EPC Tag Data Standard"),
  ISO_15434("ISO/IEC 15434 and IFA coding system"),
  READERS("Faults of scanners and keyboards (no standard)"),
  EPCIS("EPCIS 2.0"),
  EPCIS_1_2("EPCIS 1.2"),
  CBV("CBV 2.0"),
  VERIFICATION("GS1 Lightweight Messaging Standard for Verification of Product Identifiers 1.1"),
  RESOLVER("GS1-Conformant Resolver Standard 1.1");

  private final String title;

  Standard(String title) {
    this.title = title;
  }

  /** As people call it, with its version. */
  public String title() {
    return title;
  }
}
