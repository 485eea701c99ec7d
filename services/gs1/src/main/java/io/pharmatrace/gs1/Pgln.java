package io.pharmatrace.gs1;

import java.util.List;

/** A party (a legal entity or a function) named by its GLN, AI (417). */
public record Pgln(Gln gln) implements Epc {

  public static Pgln of(String gln) {
    return new Pgln(new Gln(gln));
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Pgln> parse(String uri) {
    return Epc.parse(uri, Pgln.class);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("417", gln.digits()));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:pgln:" + EpcUrn.plain(gln.digits(), companyPrefixLength);
  }
}
