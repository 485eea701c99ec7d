package io.pharmatrace.transparency;

import java.nio.charset.StandardCharsets;

/**
 * What an organisation signs when it recalls a batch or withdraws a product, for the contract
 * RecallBoard. Recalls are public, so the values are plain.
 *
 * @param organisation who declares it: its 32 random bytes, not zero
 * @param gtin 14 digits
 * @param lot batch number; empty for the whole product
 * @param country ISO 3166-1 alpha-2; empty for every country
 * @param time when it was declared, in seconds since 1970, not negative
 */
public record RecallStatement(
    Bytes32 organisation, String gtin, String lot, String country, long time) {
  /** The EIP-712 type. */
  public static final String TYPE =
      "Recall(bytes32 organisation,string gtin,string lot,string country,uint64 time)";

  private static final Bytes32 TYPE_HASH = hash(TYPE);

  public RecallStatement {
    if (organisation.isZero()) {
      throw new IllegalArgumentException("an organisation id is not zero");
    }
  }

  /** The EIP-712 digest to be signed: keccak256(0x1901 ‖ domain separator ‖ hashStruct). */
  public Bytes32 digest(SigningDomain domain) {
    return domain.digest(
        Words.keccak(
            TYPE_HASH, organisation, hash(gtin), hash(lot), hash(country), Words.uint(time)));
  }

  /** EIP-712 hashes a string's bytes. */
  private static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
