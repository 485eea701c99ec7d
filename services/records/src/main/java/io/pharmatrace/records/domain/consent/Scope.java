package io.pharmatrace.records.domain.consent;

import java.util.Set;

/**
 * What a token may be used for: one scope for FHIR resources of SMART App Launch 2.
 *
 * @param level whose data
 * @param type of resource, or {@link #ANY}
 * @param interactions at least one
 */
public record Scope(Level level, String type, Set<Interaction> interactions) {
  /** Every type. */
  public static final String ANY = "*";

  /** Whose data. */
  public enum Level {
    /**
     * Of the one patient in context; here, the own record or one that is entrusted to the caller.
     */
    PATIENT,
    /** All that the person who logged in may see. */
    USER,
    /** All that a device, with no person behind it, may see. */
    SYSTEM
  }

  public Scope {
    interactions = Set.copyOf(interactions);
    if (interactions.isEmpty()) {
      throw new IllegalArgumentException("a scope allows something");
    }
  }
}
