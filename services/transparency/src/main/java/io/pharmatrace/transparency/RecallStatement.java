package io.pharmatrace.transparency;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an organisation signs when it recalls a batch or withdraws a product, for the contract
 * RecallBoard. Recalls are public, so the values are plain.
 *
 * @param organisation who declares it: its 32 random bytes, not zero
 * @param gtin 14 digits with their check digit (GS1 General Specifications section 7.9.1)
 * @param lot batch number, at most 20 characters of GS1 character set 82; empty for the whole
 *     product
 * @param country ISO 3166-1 alpha-2; empty for every country
 * @param time when it was declared, in seconds since 1970, not negative
 * @param deadline until when the contract takes it, inclusive, in seconds since 1970, not negative
 */
public record RecallStatement(
    Bytes32 organisation, String gtin, String lot, String country, long time, long deadline) {
  /** The EIP-712 type. */
  public static final String TYPE =
      "Recall(bytes32 organisation,string gtin,string lot,string country,uint64 time,"
          + "uint64 deadline)";

  private static final Bytes32 TYPE_HASH = hash(TYPE);
  private static final Pattern GTIN = Pattern.compile("[0-9]{14}");

  /** GS1 General Specifications, figure 7.11-1. */
  private static final Pattern LOT = Pattern.compile("[!\"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]{0,20}");

  private static final Pattern COUNTRY = Pattern.compile("([A-Z]{2})?");

  /** What people write for GB and GR, which are the codes. */
  private static final Set<String> NO_COUNTRIES = Set.of("UK", "EL");

  public RecallStatement {
    require(!organisation.isZero(), "an organisation id is not zero");
    require(GTIN.matcher(gtin).matches() && isChecked(gtin), "no GTIN of 14 digits: " + gtin);
    require(LOT.matcher(lot).matches(), "no batch number: " + lot);
    require(
        COUNTRY.matcher(country).matches() && !NO_COUNTRIES.contains(country),
        "no country of ISO 3166-1: " + country);
    require(time >= 0 && deadline >= 0, "a time is not negative");
  }

  /** The EIP-712 digest to be signed: keccak256(0x1901 ‖ domain separator ‖ hashStruct). */
  public Bytes32 digest(SigningDomain domain) {
    return domain.digest(
        Words.keccak(
            TYPE_HASH,
            organisation,
            hash(gtin),
            hash(lot),
            hash(country),
            Words.uint(time),
            Words.uint(deadline)));
  }

  private static boolean isChecked(String gtin) {
    int sum = 0;
    for (int i = 0; i < gtin.length(); i++) {
      sum += (gtin.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return sum % 10 == 0;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** EIP-712 hashes a string's bytes. */
  private static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
