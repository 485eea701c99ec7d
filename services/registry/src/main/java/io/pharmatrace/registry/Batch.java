package io.pharmatrace.registry;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;

/**
 * A batch (lot) of a product.
 *
 * @param id identifier in this installation
 * @param gtin the product
 * @param lot batch number, unique for the product
 * @param expiry the last day of use
 * @param version the version of the product's data that its packs were made under
 * @param archived whether the history of its packs was archived: it gets no packs any more
 */
public record Batch(
    long id, Gtin gtin, Lot lot, ExpiryDate expiry, int version, boolean archived) {}
