package io.pharmatrace.gs1;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the most specific identifier that element data holds. */
final class EpcKeys {
  /** A logistic unit before the trade item on it, a trade item before the place. */
  private static final List<String> KEYS =
      List.of(
          "00", "01", "8006", "414", "417", "8003", "8004", "253", "255", "8010", "8017", "8018",
          "401", "402");

  /** Keys before other identifiers, in that order; the rest by identifier. */
  static final Comparator<Element> ORDER =
      Comparator.<Element>comparingInt(element -> place(element.ai())).thenComparing(Element::ai);

  private EpcKeys() {}

  private static int place(String ai) {
    int place = KEYS.indexOf(ai);
    return place < 0 ? KEYS.size() : place;
  }

  static Result<Epc> of(ElementString data) {
    Optional<Epc> found = find(data.elements());
    return found.isPresent()
        ? Result.ok(found.get())
        : Result.problem(
            Problem.of(
                ProblemCode.NO_KEY, 0, "The data names no thing, place or party (no GS1 key)."));
  }

  /** The identifier in valid elements. */
  static Optional<Epc> find(List<Element> elements) {
    Map<String, String> values =
        elements.stream().collect(Collectors.toMap(Element::ai, Element::value, (a, b) -> a));
    return KEYS.stream()
        .filter(values::containsKey)
        .findFirst()
        .map(ai -> make(ai, values.getOrDefault(ai, ""), values));
  }

  private static Epc make(String ai, String value, Map<String, String> values) {
    return switch (ai) {
      case "00" -> new Sscc(value);
      case "01" -> tradeItem(new Gtin(value), values);
      case "8006" ->
          new Itip(
              new Gtin(value.substring(0, 14)),
              Chars.number(value, 14, 16),
              Chars.number(value, 16, 18),
              serial(values));
      case "414" -> new Sgln(new Gln(value), values.get("254"));
      case "417" -> new Pgln(new Gln(value));
      case "8003" -> Grai.ofValue(value);
      case "8004" -> new Giai(value);
      case "253" -> Gdti.ofValue(value);
      case "255" -> Gcn.ofValue(value);
      case "8010" -> new Cpid(value, values.get("8011"));
      case "8017" -> new Gsrn(Gsrn.Role.PROVIDER, value);
      case "8018" -> new Gsrn(Gsrn.Role.RECIPIENT, value);
      case "401" -> new Ginc(value);
      case "402" -> new Gsin(value);
      default -> throw new IllegalStateException("No identifier is made from (" + ai + ").");
    };
  }

  private static Epc tradeItem(Gtin gtin, Map<String, String> values) {
    String extension = values.get("235");
    String lot = values.get("10");
    Serial serial = serial(values);
    if (serial != null) {
      return new Sgtin(gtin, serial);
    }
    if (extension != null) {
      return new Upui(gtin, extension);
    }
    return lot == null ? gtin : new Lgtin(gtin, new Lot(lot));
  }

  private static @Nullable Serial serial(Map<String, String> values) {
    String serial = values.get("21");
    return serial == null ? null : new Serial(serial);
  }

  static String name(Class<?> kind) {
    String name = kind.getSimpleName().toUpperCase(Locale.ROOT);
    return ("AEIOU".indexOf(name.charAt(0)) < 0 || name.equals("UPUI") ? "a " : "an ") + name;
  }
}
