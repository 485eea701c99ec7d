package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Global Document Type Identifier, AI (253). Without a serial number it names a class.
 *
 * @param digits 13 digits, the last one the check digit
 * @param serial 1 to 17 characters of set 82, or null
 */
public record Gdti(String digits, @Nullable String serial) implements Epc {

  public Gdti {
    Checks.keyWithSerial("GDTI", "253", digits, CharacterSet.SET_82, serial, 17);
  }

  /** The data of AI (253); never throws. */
  public static Result<Gdti> parse(String text) {
    return Checks.result(text, Checks.value("253", text), Gdti::ofValue);
  }

  static Gdti ofValue(String value) {
    return new Gdti(value.substring(0, 13), value.length() > 13 ? value.substring(13) : null);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("253", serial == null ? digits : digits + serial));
  }

  @Override
  public boolean namesClass() {
    return serial == null;
  }

  @Override
  public String urn(int companyPrefixLength) {
    return EpcUrn.of("gdti", EpcUrn.plain(digits, companyPrefixLength), serial);
  }
}
