package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gtin;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trade item, with one version of its data.
 *
 * @param gtin its number
 * @param manufacturer the organisation that commissions it
 * @param level what one instance is
 * @param version counts the changes of {@code data}, from 1
 */
public record Product(Gtin gtin, UUID manufacturer, Level level, int version, Data data) {

  /** What one instance of a product is in the packing hierarchy. */
  public enum Level {
    /** The unit that a patient gets. */
    PACK,
    /** Holds packs: a logistic unit that is identified by an SGTIN. */
    CASE
  }

  /**
   * What may change in the life of a product.
   *
   * @param name trade name
   * @param form pharmaceutical form, for example "film-coated tablet"
   * @param strength for example "100 mg"
   * @param packSize for example "500 tablets"
   * @param holder who holds the marketing authorisation
   * @param markets where it is meant to be sold, by country
   */
  public record Data(
      String name,
      @Nullable String form,
      @Nullable String strength,
      @Nullable String packSize,
      @Nullable String holder,
      List<Market> markets) {
    public Data {
      markets = List.copyOf(markets);
    }
  }

  /**
   * A country where the product is meant to be sold.
   *
   * @param country ISO 3166-1 alpha-2
   * @param nationalCode reimbursement number there, for example an NDC or a PZN
   */
  public record Market(String country, @Nullable String nationalCode) {}
}
