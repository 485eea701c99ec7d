package io.pharmatrace.fhir;

import org.jspecify.annotations.Nullable;

/**
 * A business identifier, as a number of insurance.
 *
 * @param system URI of who gave it, or null
 * @param value or null
 */
public record Identifier(@Nullable String system, @Nullable String value) {
  /** System of identifiers that are URIs themselves, as a Digital Link. */
  public static final String URI = "urn:ietf:rfc:3986";

  /** System of GLNs. */
  public static final String GLN = "https://www.gs1.org/gln";

  /** System of GTINs. */
  public static final String GTIN = "https://www.gs1.org/gtin";

  /** The identifier that an object holds. */
  public static Identifier of(Json.Obj object) {
    return new Identifier(object.text("system"), object.text("value"));
  }

  /** As FHIR writes it. */
  public Json.Obj json() {
    return Json.object().text("system", system).text("value", value).build();
  }
}
