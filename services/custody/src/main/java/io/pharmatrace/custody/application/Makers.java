package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells who may give packs of a product their serial numbers. Thread-safe. */
@Singleton
final class Makers {
  private final Organisations organisations;
  private final Products products;

  Makers(Organisations organisations, Products products) {
    this.organisations = organisations;
    this.products = products;
  }

  /**
   * Lets pass who makes a product, under an own GS1 company prefix.
   *
   * @throws ApiException {@link ErrorCode#NOT_FOUND} for everybody else, and of an unknown product
   */
  void require(Handle handle, UUID organisation, Gtin gtin) {
    @Nullable Product product = products.find(handle, List.of(gtin)).get(gtin);
    @Nullable Organisation maker =
        organisations.byIds(handle, List.of(organisation)).get(organisation);
    if (product == null
        || maker == null
        || !product.manufacturer().equals(organisation)
        || !maker.mayCommission(gtin)) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No such product of yours.");
    }
  }
}
