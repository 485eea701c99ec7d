package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a trade item that consists of several, AI (8006) and (21). Without a serial number
 * it names a class.
 *
 * @param piece 1 to {@code total}
 * @param total number of pieces, 1 to 99
 */
public record Itip(Gtin gtin, int piece, int total, @Nullable Serial serial) implements Epc {

  public Itip {
    if (piece < 1 || piece > total || total > 99) {
      throw new IllegalArgumentException("A piece is numbered from 1 to the total, at most 99.");
    }
  }

  /** From an EPC URN or a Digital Link URI; never throws. */
  public static Result<Itip> parse(String uri) {
    return Epc.parse(uri, Itip.class);
  }

  @Override
  public List<Element> elements() {
    return Element.optional(
        "8006",
        gtin.digits() + twoDigits(piece) + twoDigits(total),
        "21",
        serial == null ? null : serial.value());
  }

  @Override
  public boolean namesClass() {
    return serial == null;
  }

  @Override
  public String urn(int companyPrefixLength) {
    String key =
        EpcUrn.gtin(gtin, companyPrefixLength) + '.' + twoDigits(piece) + '.' + twoDigits(total);
    return EpcUrn.of("itip", key, serial == null ? null : serial.value());
  }

  private static String twoDigits(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
