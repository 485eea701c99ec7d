package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A recall of a batch or withdrawal of a product. It is public and never taken back.
 *
 * @param since from when on it counts
 * @param reason at most 1000 characters
 */
public record Recall(long id, Scope scope, OffsetDateTime since, String reason) {
  /**
   * What is recalled.
   *
   * @param lot the batch; null withdraws the product with every batch
   * @param country ISO 3166-1 alpha-2; null for everywhere
   */
  public record Scope(Gtin gtin, @Nullable Lot lot, @Nullable String country) {}
}
