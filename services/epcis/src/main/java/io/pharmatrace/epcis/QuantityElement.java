package io.pharmatrace.epcis;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An amount of a class of things (EPCIS 2.0 section 7.3.3.3).
 *
 * @param epcClass for example an LGTIN
 * @param quantity how many or how much; absent when not known
 * @param uom unit of measure, UN/CEFACT Recommendation 20 code; absent for a count
 */
public record QuantityElement(
    Identifier epcClass, @Nullable BigDecimal quantity, @Nullable String uom) {
  public QuantityElement {
    Objects.requireNonNull(epcClass);
    if (uom != null && quantity == null) {
      throw new IllegalArgumentException("a unit of measure without a quantity");
    }
  }
}
