package io.pharmatrace.records.domain.consent;

/**
 * A code of a code system (FHIR R4 Coding): a purpose of use or a security label. Two are the same
 * when system and value are, letter for letter; no code stands for another one (docs/adr/0026).
 *
 * @param system URI of the code system, not blank
 * @param value the code in it, not blank
 */
public record Code(String system, String value) {
  public Code {
    if (system.isBlank() || value.isBlank()) {
      throw new IllegalArgumentException("a code has a system and a value");
    }
  }
}
