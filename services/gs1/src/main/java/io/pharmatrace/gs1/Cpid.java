package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Component or part identifier, AI (8010) and (8011). Without a serial number it names a class.
 *
 * @param value 5 to 30 characters of set 39, beginning with a GS1 company prefix
 * @param serial 1 to 12 digits without leading zeros, or null
 */
public record Cpid(String value, @Nullable String serial) implements Epc {

  public Cpid {
    Problem.throwIfAny(Checks.value("8010", value));
    if (serial != null) {
      Problem.throwIfAny(Checks.value("8011", serial));
    }
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Cpid> parse(String uri) {
    return Epc.parse(uri, Cpid.class);
  }

  @Override
  public List<Element> elements() {
    return Element.optional("8010", value, "8011", serial);
  }

  @Override
  public boolean namesClass() {
    return serial == null;
  }

  @Override
  public String urn(int companyPrefixLength) {
    return EpcUrn.of("cpi", EpcUrn.joined(value, companyPrefixLength), serial);
  }
}
