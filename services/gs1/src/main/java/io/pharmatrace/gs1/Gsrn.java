package io.pharmatrace.gs1;

import java.util.List;

/**
 * Global Service Relation Number, AI (8017) of the provider or (8018) of the recipient of a
 * service.
 *
 * @param digits 18 digits, the last one the check digit
 */
public record Gsrn(Role role, String digits) implements Epc {

  /** Which side of the service. */
  public enum Role {
    PROVIDER("8017", "gsrnp"),
    RECIPIENT("8018", "gsrn");

    private final String ai;
    private final String scheme;

    Role(String ai, String scheme) {
      this.ai = ai;
      this.scheme = scheme;
    }
  }

  public Gsrn {
    Problem.throwIfAny(Checks.value(role.ai, digits));
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Gsrn> parse(String uri) {
    return Epc.parse(uri, Gsrn.class);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element(role.ai, digits));
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:id:" + role.scheme + ':' + EpcUrn.plain(digits, companyPrefixLength);
  }
}
