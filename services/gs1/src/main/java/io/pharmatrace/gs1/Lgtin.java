package io.pharmatrace.gs1;

import java.util.List;

/** A batch: a GTIN and its lot, AI (01) and (10). It names a class, not an instance. */
public record Lgtin(Gtin gtin, Lot lot) implements Epc {

  public static Lgtin of(String gtin, String lot) {
    return new Lgtin(Gtin.of(gtin), new Lot(lot));
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Lgtin> parse(String uri) {
    return Epc.parse(uri, Lgtin.class);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", gtin.digits()), new Element("10", lot.value()));
  }

  @Override
  public boolean namesClass() {
    return true;
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:class:lgtin:"
        + EpcUrn.gtin(gtin, companyPrefixLength)
        + '.'
        + Percent.encodeUrn(lot.value());
  }
}
