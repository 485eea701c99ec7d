package io.pharmatrace.gs1;

/** Percent-encoding of GS1 data, which is ASCII, in the two kinds of URI. */
final class Percent {
  private static final String HEX = "0123456789ABCDEF";

  private static final boolean[] ALPHANUMERIC = new boolean[128];

  static {
    for (char c = 0; c < ALPHANUMERIC.length; c++) {
      ALPHANUMERIC[c] = Character.isLetterOrDigit(c);
    }
  }

  private Percent() {}

  /** For a Digital Link: everything but the unreserved characters of RFC 3986. */
  static String encodeUri(String value) {
    return encode(value, "-._~");
  }

  /** For an EPC URN (EPC Tag Data Standard, annex A): only " % &amp; / &lt; &gt; ? and #. */
  static String encodeUrn(String value) {
    return encode(value, "!'()*+,-.:;=_");
  }

  private static String encode(String value, String plain) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isAlphanumeric(c) || plain.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** Every byte becomes the character of that number, so that foreign ones are found later. */
  static Result<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Result.ok(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = hex(text, i + 1);
        int low = hex(text, i + 2);
        if (high < 0 || low < 0) {
          return Result.problem(
              Problem.of(
                  ProblemCode.INVALID_PERCENT_ENCODING,
                  i,
                  "A percent sign is not followed by two hexadecimal digits."));
        }
        out.append((char) ((high << 4) | low));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return Result.ok(out.toString());
  }

  /** Where the character at {@code index} of the decoded text stands in {@code text}. */
  static int place(String text, int index) {
    int at = 0;
    for (int i = 0; i < index; i++) {
      at += text.startsWith("%", at) ? 3 : 1;
    }
    return at;
  }

  static boolean isAlphanumeric(char c) {
    return c < ALPHANUMERIC.length && ALPHANUMERIC[c];
  }

  private static int hex(String text, int at) {
    return at < text.length() ? Character.digit(asciiOrSpace(text.charAt(at)), 16) : -1;
  }

  /** Character.digit knows digits of other scripts, which are none here. */
  private static char asciiOrSpace(char c) {
    return c < 0x80 ? c : ' ';
  }
}
