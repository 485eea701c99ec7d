package io.pharmatrace.gs1;

import java.util.List;

/**
 * Global Identification Number for Consignment, AI (401).
 *
 * @param value 5 to 30 characters of set 82, beginning with a GS1 company prefix
 */
public record Ginc(String value) implements Epc {

  public Ginc {
    Problem.throwIfAny(Checks.value("401", value));
  }

  /** The data of AI (401); never throws. */
  public static Result<Ginc> parse(String text) {
    return Checks.result(text, Checks.value("401", text), Ginc::new);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("401", value));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:ginc:" + EpcUrn.joined(value, companyPrefixLength);
  }

  @Override
  public String toString() {
    return value;
  }
}
