package io.pharmatrace.records.domain.consent;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent as it is stored: the newest version of a FHIR R4 Consent after IHE PCF 1.1.0, and how
 * it was given.
 *
 * @param id of the resource
 * @param person whose data it is about
 * @param status of the resource
 * @param period when it applies (period of the root provision)
 * @param authority when who gave it may decide for that person: always for the own data, until
 *     majority for a child's; null: never, or no more
 * @param grant null when nobody signed it
 * @param root the base rule
 * @param nested exceptions to it; PCF allows one level
 */
public record StoredConsent(
    UUID id,
    UUID person,
    Status status,
    Interval period,
    @Nullable Interval authority,
    @Nullable Grant grant,
    Provision root,
    List<Provision> nested) {
  /** FHIR R4 Consent.status, required value set. */
  public enum Status {
    DRAFT,
    PROPOSED,
    ACTIVE,
    REJECTED,
    INACTIVE,
    ENTERED_IN_ERROR
  }

  public StoredConsent {
    nested = List.copyOf(nested);
  }
}
