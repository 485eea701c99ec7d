package io.pharmatrace.gs1;

import java.util.List;

/**
 * Global Shipment Identification Number, AI (402).
 *
 * @param digits 17 digits, the last one the check digit
 */
public record Gsin(String digits) implements Epc {

  public Gsin {
    Problem.throwIfAny(Checks.value("402", digits));
  }

  /** The data of AI (402); never throws. */
  public static Result<Gsin> parse(String text) {
    return Checks.result(text, Checks.value("402", text), Gsin::new);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("402", digits));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:gsin:" + EpcUrn.plain(digits, companyPrefixLength);
  }

  @Override
  public String toString() {
    return digits;
  }
}
