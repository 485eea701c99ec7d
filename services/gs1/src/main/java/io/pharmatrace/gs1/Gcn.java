package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Global Coupon Number, AI (255). Without a serial number it names a class.
 *
 * @param digits 13 digits, the last one the check digit
 * @param serial 1 to 12 digits, or null
 */
public record Gcn(String digits, @Nullable String serial) implements Epc {

  public Gcn {
    Checks.keyWithSerial("GCN", "255", digits, CharacterSet.NUMERIC, serial, 12);
  }

  /** The data of AI (255); never throws. */
  public static Result<Gcn> parse(String text) {
    return Checks.result(text, Checks.value("255", text), Gcn::ofValue);
  }

  static Gcn ofValue(String value) {
    return new Gcn(value.substring(0, 13), value.length() > 13 ? value.substring(13) : null);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("255", serial == null ? digits : digits + serial));
  }

  @Override
  public boolean namesClass() {
    return serial == null;
  }

  @Override
  public String urn(int companyPrefixLength) {
    return EpcUrn.of("sgcn", EpcUrn.plain(digits, companyPrefixLength), serial);
  }
}
