package io.pharmatrace.gs1;

import java.util.List;

/**
 * Serial Shipping Container Code of a logistic unit, AI (00).
 *
 * @param digits 18 digits, the last one the check digit
 */
public record Sscc(String digits) implements Epc {

  public Sscc {
    Problem.throwIfAny(Checks.key("SSCC", "00", digits, 18));
  }

  public static Sscc of(String digits) {
    return new Sscc(digits);
  }

  /** 18 digits; never throws. */
  public static Result<Sscc> parse(String text) {
    return Checks.result(text, Checks.key("SSCC", "00", text, 18), Sscc::new);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("00", digits));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:sscc:" + EpcUrn.indicated(digits, companyPrefixLength);
  }

  @Override
  public String toString() {
    return digits;
  }
}
