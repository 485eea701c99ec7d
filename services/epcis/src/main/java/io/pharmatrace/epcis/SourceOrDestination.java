package io.pharmatrace.epcis;

import java.util.Objects;

/**
 * One end of a transfer (EPCIS 2.0 section 7.3.5.4).
 *
 * @param type owning party, possessing party or location
 * @param id the party or place
 */
public record SourceOrDestination(Term type, Identifier id) {
  public SourceOrDestination {
    Objects.requireNonNull(type);
    Objects.requireNonNull(id);
  }
}
