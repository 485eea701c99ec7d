package io.pharmatrace.launcher.gs1;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Control characters as people write them where they cannot type them. */
final class Escapes {
  private static final List<Entry<String, String>> SIGNS =
      List.of(
          sign("{GS}", 0x1D),
          sign("<GS>", 0x1D),
          sign("{FNC1}", 0x1D),
          sign("<FNC1>", 0x1D),
          sign("^]", 0x1D),
          sign("\u241D", 0x1D),
          sign("\\x1D", 0x1D),
          sign("\\x1d", 0x1D),
          sign("\\u001D", 0x1D),
          sign("\\u001d", 0x1D),
          sign("{RS}", 0x1E),
          sign("<RS>", 0x1E),
          sign("\u241E", 0x1E),
          sign("{EOT}", 0x04),
          sign("<EOT>", 0x04),
          sign("\u2404", 0x04));

  private Escapes() {}

  private static Entry<String, String> sign(String text, int control) {
    return Map.entry(text, Character.toString(control));
  }

  static String decode(String text) {
    String decoded = text;
    for (Entry<String, String> sign : SIGNS) {
      decoded = decoded.replace(sign.getKey(), sign.getValue());
    }
    return decoded;
  }
}
