package io.pharmatrace.epcis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A business document that an event belongs to (EPCIS 2.0 section 7.3.5.3).
 *
 * @param type purchase order, despatch advice, ...; may be left out
 * @param id the document
 */
public record BizTransaction(@Nullable Term type, Identifier id) {
  public BizTransaction {
    Objects.requireNonNull(id);
  }
}
