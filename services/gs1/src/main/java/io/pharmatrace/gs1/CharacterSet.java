package io.pharmatrace.gs1;

/** Character sets of GS1 data (GS1 General Specifications 7.11) and of the URIs that carry it. */
public enum CharacterSet {
  NUMERIC("digits", "0123456789"),
  /** GS1 AI encodable character set 82, a part of ISO/IEC 646. */
  SET_82(
      "GS1 character set 82",
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
  SET_39("GS1 character set 39", "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  /** base64url of RFC 4648 section 5, with padding. */
  SET_64(
      "GS1 character set 64", "-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
  /** All that a URI may hold, delimiters and the percent sign included (RFC 3986 section 2). */
  URI(
      "the characters of a web address",
      "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~"),
  /** A field of an EPC URN; the others are percent-encoded (EPC Tag Data Standard annex A). */
  URN(
      "the characters of an EPC URN",
      "!%'()*+,-.0123456789:;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

  private final String title;
  private final String characters;

  /** Bit n stands for character n, and for 64 + n in the second one. */
  private final long low;

  private final long high;

  CharacterSet(String title, String characters) {
    this.title = title;
    this.characters = characters;
    long[] bits = new long[2];
    characters.chars().forEach(c -> bits[c >> 6] |= 1L << c);
    low = bits[0];
    high = bits[1];
  }

  /** The name that a person knows it by. */
  public String title() {
    return title;
  }

  /** All characters, in ASCII order. */
  public String characters() {
    return characters;
  }

  public boolean contains(char c) {
    return c < 128 && (((c < 64 ? low : high) >>> c) & 1) != 0;
  }

  private static int firstNonDigit(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return i;
      }
    }
    return -1;
  }

  /** Index of the first foreign character in {@code text[from, to)}, or -1. */
  int firstForeign(String text, int from, int to) {
    if (this == NUMERIC) {
      return firstNonDigit(text, from, to);
    }
    for (int i = from; i < to; i++) {
      if (!contains(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
