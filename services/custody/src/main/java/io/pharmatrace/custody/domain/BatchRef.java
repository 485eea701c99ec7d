package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;

/**
 * The batch of a commissioned unit, as far as custody needs it.
 *
 * @param gtin the product
 * @param lot batch number
 * @param expiry the last day of use
 */
public record BatchRef(Gtin gtin, Lot lot, ExpiryDate expiry) {}
