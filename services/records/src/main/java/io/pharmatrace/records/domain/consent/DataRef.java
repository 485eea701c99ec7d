package io.pharmatrace.records.domain.consent;

/**
 * Data that a provision is about (FHIR R4 Consent.provision.data, with the meanings of IHE PCF
 * 1.1.0).
 *
 * @param meaning how {@code ref} leads to data
 * @param ref the item, what it belongs to, or its author
 */
public record DataRef(Meaning meaning, Ref ref) {
  /** How a reference leads to data. */
  public enum Meaning {
    /** It is the item. */
    INSTANCE,
    /** It is the item, or an encounter, care plan or episode of care that the item belongs to. */
    RELATED,
    /** It wrote the item. */
    AUTHORED_BY
  }
}
