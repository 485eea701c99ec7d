package io.pharmatrace.epcis.query;

import java.util.Map;

/** The fields between the dots of an EPC pattern (Tag Data Standard 2.0 sections 6.3 and 8). */
final class EpcFields {
  /** How many fields the EPC URNs of GS1 keys have (Tag Data Standard 2.0 section 6.3). */
  private static final Map<String, Integer> FIELDS =
      Map.ofEntries(
          Map.entry("sgtin", 3),
          Map.entry("sscc", 2),
          Map.entry("sgln", 3),
          Map.entry("pgln", 2),
          Map.entry("grai", 3),
          Map.entry("giai", 2),
          Map.entry("gsrn", 2),
          Map.entry("gsrnp", 2),
          Map.entry("gdti", 3),
          Map.entry("sgcn", 3),
          Map.entry("cpi", 3),
          Map.entry("itip", 5),
          Map.entry("upui", 3),
          Map.entry("ginc", 2),
          Map.entry("gsin", 2),
          Map.entry("lgtin", 3));

  /** How many digits company prefix and reference have together, where both are of digits. */
  private static final Map<String, Integer> DIGITS =
      Map.ofEntries(
          Map.entry("sgtin", 13),
          Map.entry("lgtin", 13),
          Map.entry("upui", 13),
          Map.entry("itip", 13),
          Map.entry("sscc", 17),
          Map.entry("gsrn", 17),
          Map.entry("gsrnp", 17),
          Map.entry("gsin", 16),
          Map.entry("sgln", 12),
          Map.entry("pgln", 12),
          Map.entry("grai", 12),
          Map.entry("gdti", 12),
          Map.entry("sgcn", 12));

  private EpcFields() {}

  /** Only the last field, a serial number, may hold a dot. */
  static String[] split(String scheme, String text) {
    return text.split("\\.", FIELDS.getOrDefault(scheme, -1));
  }

  /** Whether there can be an EPC that fits; of schemes that are no GS1 keys nothing is known. */
  static boolean fit(String scheme, String[] fields) {
    if (!FIELDS.containsKey(scheme)) {
      return true;
    }
    if (fields.length != FIELDS.get(scheme) || !fields[0].matches("\\*|[0-9]{6,12}")) {
      return false;
    }
    int digits = DIGITS.getOrDefault(scheme, 0);
    boolean numeric = digits > 0 && !fields[1].equals("*");
    return !numeric
        || (fields[1].matches("[0-9]*") && fields[0].length() + fields[1].length() == digits);
  }
}
