package io.pharmatrace.epcis;

import java.util.function.UnaryOperator;

/** How identifiers are spelled when they are written. */
public final class Spelling {

  /** As they were read: a conversion loses nothing. */
  public static final UnaryOperator<String> AS_GIVEN = UnaryOperator.identity();

  /**
   * EPC URNs become canonical Digital Link URIs, everything else stays. The length of the company
   * prefix, which only a URN tells, is lost.
   */
  public static final UnaryOperator<String> DIGITAL_LINK =
      uri -> uri.startsWith("urn:epc:") ? new Identifier(uri).canonical() : uri;

  private Spelling() {}
}
