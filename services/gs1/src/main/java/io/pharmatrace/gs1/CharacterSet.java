package io.pharmatrace.gs1;

/** Character sets of GS1 data (GS1 General Specifications 7.11) and of the URIs that carry it. */
public enum CharacterSet {
  NUMERIC(1, "digits", "0123456789"),
  /** GS1 AI encodable character set 82, a part of ISO/IEC 646. */
  SET_82(
      2,
      "GS1 character set 82",
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
  SET_39(4, "GS1 character set 39", "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  /** base64url of RFC 4648 section 5, with padding. */
  SET_64(
      8,
      "GS1 character set 64",
      "-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
  /** All that GS1 data may hold, whatever the field. */
  DATA(
      16,
      "the characters of GS1 data",
      "!\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
  /** All that a URI may hold, delimiters and the percent sign included (RFC 3986 section 2). */
  URI(
      32,
      "the characters of a web address",
      "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~"),
  /** A field of an EPC URN; the others are percent-encoded (EPC Tag Data Standard annex A). */
  URN(
      64,
      "the characters of an EPC URN",
      "!%'()*+,-.0123456789:;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
  /** A host with its port (RFC 3986 section 3.2). */
  HOST(
      128,
      "the characters of a host",
      "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz"),
  /** Path of a URI with what may stand in it percent-encoded or not (RFC 3986 section 3.3). */
  PATH(
      512,
      "the characters of a path",
      "!$%&'()*+,-./0123456789:;=@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~"),
  /** Query of a URI (RFC 3986 section 3.4). */
  QUERY(
      1024,
      "the characters of a query",
      "!$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~"),
  /** What means itself and ends nothing, in the path and in the query of a URI. */
  URI_DATA(
      256,
      "the plain characters of a web address",
      "!$'()*,-.0123456789:@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");

  /** In entry c the bits of all sets that hold character c. */
  private static final int[] SETS = new int[128];

  static {
    for (CharacterSet set : values()) {
      set.characters.chars().forEach(c -> SETS[c] |= set.bit);
    }
  }

  private final String title;
  private final String characters;

  /** One that no other set has. */
  private final int bit;

  CharacterSet(int bit, String title, String characters) {
    this.title = title;
    this.characters = characters;
    this.bit = bit;
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
    return holds(bit, c);
  }

  /**
   * How far {@code text[from, to)} holds characters of this set only: an index up to {@code to}.
   */
  int end(String text, int from, int to) {
    return end(text, from, to, this);
  }

  /** As {@link #end(String, int, int)}, for characters of both sets. */
  int end(String text, int from, int to, CharacterSet other) {
    int both = bit | other.bit;
    int at = from;
    while (at < to && holds(both, Chars.at(text, at))) {
      at++;
    }
    return at;
  }

  private static boolean holds(int sets, int c) {
    return c < SETS.length && (SETS[c] & sets) == sets;
  }

  /** Index of the first foreign character in {@code text[from, to)}, or -1. */
  int firstForeign(String text, int from, int to) {
    int end = end(text, from, to);
    return end < to ? end : -1;
  }
}
