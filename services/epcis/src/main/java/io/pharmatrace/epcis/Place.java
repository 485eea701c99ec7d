package io.pharmatrace.epcis;

import java.util.List;
import java.util.Objects;

/**
 * A read point or business location (EPCIS 2.0 section 7.3.4.4).
 *
 * @param id usually an SGLN
 * @param extensions fields of other namespaces
 */
public record Place(Identifier id, List<Extension> extensions) {
  public Place {
    Objects.requireNonNull(id);
    extensions = List.copyOf(extensions);
  }

  /** A place without extensions. */
  public static Place of(Identifier id) {
    return new Place(id, List.of());
  }
}
