package io.pharmatrace.gs1;

import java.util.List;

/** One pack, or one case of trade items: a GTIN and its serial number, AI (01) and (21). */
public record Sgtin(Gtin gtin, Serial serial) implements Epc {

  public static Sgtin of(String gtin, String serial) {
    return new Sgtin(Gtin.of(gtin), new Serial(serial));
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Sgtin> parse(String uri) {
    return Epc.parse(uri, Sgtin.class);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", gtin.digits()), new Element("21", serial.value()));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:sgtin:"
        + EpcUrn.gtin(gtin, companyPrefixLength)
        + '.'
        + Percent.encodeUrn(serial.value());
  }
}
