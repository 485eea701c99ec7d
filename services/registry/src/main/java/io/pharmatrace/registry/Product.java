package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gtin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trade item.
 *
 * @param gtin its number
 * @param manufacturer the organisation that commissions it
 * @param level what one instance is
 * @param name trade name
 * @param form pharmaceutical form, for example "film-coated tablet"
 * @param strength for example "100 mg"
 * @param packSize for example "500 tablets"
 * @param nationalCode for example an NDC or a PZN
 */
public record Product(
    Gtin gtin,
    UUID manufacturer,
    Level level,
    String name,
    @Nullable String form,
    @Nullable String strength,
    @Nullable String packSize,
    @Nullable String nationalCode) {

  /** What one instance of a product is in the packing hierarchy. */
  public enum Level {
    /** The unit that a patient gets. */
    PACK,
    /** Holds packs: a logistic unit that is identified by an SGTIN. */
    CASE
  }
}
