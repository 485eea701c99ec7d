package io.pharmatrace.epcis.hash;

import static io.pharmatrace.epcis.hash.CanonicalUri.DOMAIN;
import static io.pharmatrace.epcis.hash.CanonicalUri.component;
import static io.pharmatrace.epcis.hash.CanonicalUri.isDigits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constrains a GS1 Digital Link of any domain to its finest level of identification. */
final class DigitalLinks {

  private static final int SIMPLE_MAX = 30;

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("gtin", "01"),
          Map.entry("itip", "8006"),
          Map.entry("cpid", "8010"),
          Map.entry("gln", "414"),
          Map.entry("party", "417"),
          Map.entry("gsrnp", "8017"),
          Map.entry("gsrn", "8018"),
          Map.entry("gcn", "255"),
          Map.entry("sscc", "00"),
          Map.entry("gdti", "253"),
          Map.entry("ginc", "401"),
          Map.entry("gsin", "402"),
          Map.entry("grai", "8003"),
          Map.entry("giai", "8004"),
          Map.entry("cpv", "22"),
          Map.entry("lot", "10"),
          Map.entry("ser", "21"),
          Map.entry("tpx", "235"));

  /** Qualifiers that a key may carry; the finest first, those that are dropped last. */
  private static final Map<String, List<String>> QUALIFIERS =
      Map.of(
          "01", List.of("21", "235", "10", "22"),
          "8006", List.of("21", "10", "22"),
          "8010", List.of("8011"),
          "414", List.of("254", "7040"),
          "417", List.of("7040"),
          "8004", List.of("7040"),
          "8017", List.of("8019"),
          "8018", List.of("8019"));

  private static final List<String> DROPPED = List.of("22", "7040", "8019");

  private DigitalLinks() {}

  /** Returns null for a URI that is no GS1 Digital Link with a key of CBV 2.0 section 8.9. */
  static @Nullable String constrain(String uri) {
    int start = uri.indexOf('/', uri.indexOf("://") + 3);
    if (start < 0) {
      return null;
    }
    String[] segments = path(uri, start).split("/", -1);
    for (int i = 0; i + 1 < segments.length; i++) {
      String ai = ALIASES.getOrDefault(segments[i], segments[i]);
      String key = key(ai, segments[i + 1]);
      if (key != null) {
        String qualifier = finestQualifier(ai, segments, i + 2);
        if (qualifier != null) {
          return DOMAIN + ai + "/" + key + qualifier;
        }
      }
    }
    return null;
  }

  private static String path(String uri, int start) {
    int end = uri.length();
    int query = uri.indexOf('?', start);
    int fragment = uri.indexOf('#', start);
    if (query >= 0) {
      end = query;
    }
    if (fragment >= 0 && fragment < end) {
      end = fragment;
    }
    if (end > start + 1 && uri.charAt(end - 1) == '/') {
      end--;
    }
    return uri.substring(start + 1, end);
  }

  /** The value of a key in its canonical form, or null if this is none. */
  private static @Nullable String key(String ai, String value) {
    return switch (ai) {
      case "00" -> digits(value, 18);
      case "01" -> gtin(value);
      case "253" -> digitsThenText(value, 13, 17);
      case "255" -> digitsThenDigits(value);
      case "401", "8004", "8010" -> prefixedText(value);
      case "402" -> digits(value, 17);
      case "414", "417" -> digits(value, 13);
      case "8003" -> digitsThenText(value, 14, 16);
      case "8006", "8017", "8018" -> digits(value, 18);
      default -> null;
    };
  }

  /**
   * Empty if there is no qualifier that counts, null if what follows the key is not a list of its
   * qualifiers.
   */
  private static @Nullable String finestQualifier(String ai, String[] segments, int from) {
    if ((segments.length - from) % 2 != 0) {
      return null;
    }
    List<String> allowed = QUALIFIERS.getOrDefault(ai, List.of());
    List<String> seen = new ArrayList<>(3);
    int best = Integer.MAX_VALUE;
    String result = "";
    for (int i = from; i < segments.length; i += 2) {
      String qualifier = ALIASES.getOrDefault(segments[i], segments[i]);
      int rank = allowed.indexOf(qualifier);
      String value = component(segments[i + 1], qualifier.equals("235") ? 28 : 20);
      if (rank < 0 || value == null || seen.contains(qualifier)) {
        return null;
      }
      seen.add(qualifier);
      if (rank < best && !DROPPED.contains(qualifier)) {
        best = rank;
        result = "/" + qualifier + "/" + value;
      }
    }
    return result;
  }

  private static @Nullable String gtin(String value) {
    boolean length =
        switch (value.length()) {
          case 8, 12, 13, 14 -> true;
          default -> false;
        };
    return length && isDigits(value) ? "0".repeat(14 - value.length()) + value : null;
  }

  /** A key without a check digit; asked for more than four digits so that ordinary paths stay. */
  private static @Nullable String prefixedText(String value) {
    boolean prefix = value.length() > 4 && isDigits(value.substring(0, 4));
    return prefix ? component(value, SIMPLE_MAX) : null;
  }

  private static @Nullable String digits(String value, int count) {
    return value.length() == count && isDigits(value) ? value : null;
  }

  private static @Nullable String digitsThenText(String value, int count, int maxText) {
    if (value.length() < count || !isDigits(value.substring(0, count))) {
      return null;
    }
    if (value.length() == count) {
      return value;
    }
    String text = component(value.substring(count), maxText);
    return text == null ? null : value.substring(0, count) + text;
  }

  private static @Nullable String digitsThenDigits(String value) {
    return value.length() >= 13 && value.length() <= 25 && isDigits(value) ? value : null;
  }
}
