package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * An EPC pure identity URN, class URN or class pattern (EPC Tag Data Standard section 6): an
 * identifier and the length of its GS1 company prefix, which only a URN tells.
 *
 * @param companyPrefixLength 6 to 12 digits
 */
public record EpcUrn(Epc epc, int companyPrefixLength) {

  public EpcUrn {
    // Fails where this identifier cannot have such a prefix.
    epc.urn(companyPrefixLength);
  }

  /**
   * Reads {@code urn:epc:id:}, {@code urn:epc:class:lgtin:} or {@code urn:epc:idpat:}; never
   * throws.
   */
  public static Result<EpcUrn> parse(String urn) {
    return EpcUrnParser.parse(urn);
  }

  @Override
  public String toString() {
    return epc.urn(companyPrefixLength);
  }

  /** Of an instance, or the pattern of its class where there is no serial number. */
  static String of(String scheme, String key, @Nullable String serial) {
    return serial == null
        ? "urn:epc:idpat:" + scheme + ':' + key + ".*"
        : "urn:epc:id:" + scheme + ':' + key + '.' + Percent.encodeUrn(serial);
  }

  /** Prefix, then indicator and item reference, of a GTIN. */
  static String gtin(Gtin gtin, int companyPrefixLength) {
    return indicated(gtin.digits(), companyPrefixLength);
  }

  /** Of a key whose first digit stands before the prefix: GTIN and SSCC. */
  static String indicated(String digits, int companyPrefixLength) {
    int end = 1 + checkedLength(companyPrefixLength);
    return digits.substring(1, end)
        + '.'
        + digits.charAt(0)
        + digits.substring(end, digits.length() - 1);
  }

  /** Of a key that begins with the prefix and ends with a check digit. */
  static String plain(String digits, int companyPrefixLength) {
    int end = checkedLength(companyPrefixLength);
    return digits.substring(0, end) + '.' + digits.substring(end, digits.length() - 1);
  }

  /** Of a key that begins with the prefix and goes on with any characters. */
  static String joined(String value, int companyPrefixLength) {
    int end = checkedLength(companyPrefixLength);
    if (value.length() <= end || CharacterSet.NUMERIC.firstForeign(value, 0, end) >= 0) {
      throw new IllegalArgumentException(
          "This identifier does not begin with a company prefix of " + end + " digits.");
    }
    return value.substring(0, end) + '.' + Percent.encodeUrn(value.substring(end));
  }

  private static int checkedLength(int companyPrefixLength) {
    if (companyPrefixLength < 6 || companyPrefixLength > 12) {
      throw new IllegalArgumentException("A GS1 company prefix has 6 to 12 digits in an EPC URN.");
    }
    return companyPrefixLength;
  }
}
