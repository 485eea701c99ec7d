package io.pharmatrace.epcis.write;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What XML 1.0 allows (sections 2.2 and 2.3). */
public final class XmlChars {
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-F]{4,6})_");

  private XmlChars() {}

  /** True for a code point that may occur in a document. */
  public static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  /** True if every character of the text may occur in a document. */
  public static boolean isAllowed(String text) {
    return text.codePoints().allMatch(XmlChars::isAllowed);
  }

  /**
   * What may not stand in a name becomes {@code _xHHHH_}, as SQL/XML has it; so does an underscore
   * that would look like the start of one.
   */
  static String name(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    Matcher looksEscaped = ESCAPED.matcher(name);
    for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
      int c = name.codePointAt(i);
      boolean inner = (c >= '0' && c <= '9') || c == '-' || c == '.';
      boolean escape = c == '_' && looksEscaped.region(i, name.length()).lookingAt();
      if (!escape && (isNameStart(c) || (inner && !escaped.isEmpty()))) {
        escaped.appendCodePoint(c);
      } else {
        escaped.append("_x%04X_".formatted(c));
      }
    }
    return escaped.isEmpty() ? "_" : escaped.toString();
  }

  /** The name behind what {@link #name} made; any other name stays as it is. */
  public static String originalName(String xmlName) {
    if (!xmlName.contains("_x")) {
      return xmlName;
    }
    String original =
        ESCAPED
            .matcher(xmlName)
            .replaceAll(
                found -> {
                  int c = Integer.parseInt(found.group(1), 16);
                  return Character.isValidCodePoint(c)
                      ? Matcher.quoteReplacement(Character.toString(c))
                      : Matcher.quoteReplacement(found.group());
                });
    return name(original).equals(xmlName) ? original : xmlName;
  }

  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
        || (c >= 0x370 && c <= 0x1FFF && c != 0x37E)
        || (c >= 0x3001 && c <= 0xD7FF);
  }
}
