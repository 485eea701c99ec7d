package io.pharmatrace.gs1;

import java.util.List;

/**
 * Unit pack identifier of tobacco traceability, AI (01) and (235).
 *
 * @param extension third-party controlled, serialised: 1 to 28 characters of set 82
 */
public record Upui(Gtin gtin, String extension) implements Epc {

  public Upui {
    Problem.throwIfAny(Checks.value("235", extension));
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Upui> parse(String uri) {
    return Epc.parse(uri, Upui.class);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", gtin.digits()), new Element("235", extension));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:upui:"
        + EpcUrn.gtin(gtin, companyPrefixLength)
        + '.'
        + Percent.encodeUrn(extension);
  }
}
