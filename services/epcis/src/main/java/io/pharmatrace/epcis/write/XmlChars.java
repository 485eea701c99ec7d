package io.pharmatrace.epcis.write;

/** What XML 1.0 allows (sections 2.2 and 2.3). */
public final class XmlChars {

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

  /** What may not stand in a name becomes {@code _xHHHH_}, as SQL/XML has it. */
  static String name(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              boolean inner = (c >= '0' && c <= '9') || c == '-' || c == '.';
              if (isNameStart(c) || (inner && !escaped.isEmpty())) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append("_x%04X_".formatted(c));
              }
            });
    return escaped.isEmpty() ? "_" : escaped.toString();
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
