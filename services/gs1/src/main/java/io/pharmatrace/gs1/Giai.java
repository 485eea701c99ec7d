package io.pharmatrace.gs1;

import java.util.List;

/**
 * Global Individual Asset Identifier, AI (8004).
 *
 * @param value 5 to 30 characters of set 82, beginning with a GS1 company prefix
 */
public record Giai(String value) implements Epc {

  public Giai {
    Problem.throwIfAny(Checks.value("8004", value));
  }

  /** The data of AI (8004); never throws. */
  public static Result<Giai> parse(String text) {
    return Checks.result(text, Checks.value("8004", text), Giai::new);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("8004", value));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:giai:" + EpcUrn.joined(value, companyPrefixLength);
  }

  @Override
  public String toString() {
    return value;
  }
}
