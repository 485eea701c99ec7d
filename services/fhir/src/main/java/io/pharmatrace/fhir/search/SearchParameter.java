package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.ResourceType;
import java.util.List;

/**
 * A search parameter of a type of resources.
 *
 * @param targets of a reference; empty if it may be any, and for other kinds
 */
public record SearchParameter(ResourceType type, String name, Kind kind, List<String> targets) {

  /** What kind of values it takes. */
  public enum Kind {
    TOKEN,
    REFERENCE,
    DATE,
    STRING
  }

  public SearchParameter {
    targets = List.copyOf(targets);
  }

  /** True if {@code _include} can follow it to something that is read here. */
  public boolean isIncludable() {
    return kind == Kind.REFERENCE
        && (targets.isEmpty()
            || targets.stream()
                .map(ResourceType::of)
                .anyMatch(target -> target != null && target.standsAlone()));
  }
}
