package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Global Returnable Asset Identifier, AI (8003). Without a serial number it names a class.
 *
 * @param digits 13 digits, the last one the check digit
 * @param serial 1 to 16 characters of set 82, or null
 */
public record Grai(String digits, @Nullable String serial) implements Epc {

  public Grai {
    Checks.keyWithSerial("GRAI", "8003", digits, CharacterSet.SET_82, serial, 16);
  }

  /** The data of AI (8003), with its leading zero; never throws. */
  public static Result<Grai> parse(String text) {
    return Checks.result(text, Checks.value("8003", text), Grai::ofValue);
  }

  static Grai ofValue(String value) {
    return new Grai(value.substring(1, 14), value.length() > 14 ? value.substring(14) : null);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("8003", "0" + digits + (serial == null ? "" : serial)));
  }

  @Override
  public boolean namesClass() {
    return serial == null;
  }

  @Override
  public String urn(int companyPrefixLength) {
    return EpcUrn.of("grai", EpcUrn.plain(digits, companyPrefixLength), serial);
  }
}
