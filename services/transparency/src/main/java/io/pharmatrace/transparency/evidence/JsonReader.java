package io.pharmatrace.transparency.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads {@link Json}, and nothing but its canonical form. For one text and one thread. */
final class JsonReader {
  /** Values within each other. */
  static final int MAX_DEPTH = 64;

  /** Values and names of members: twice what a bundle of the largest length has. */
  static final int MAX_VALUES = 2_000_000;

  private static final String HEX = "0123456789abcdef";

  private final String text;
  private int at;
  private int values;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @throws MalformedException unless it is one JSON value in canonical form, UTF-8, all of it
   */
  static Json read(byte[] utf8) throws MalformedException {
    JsonReader reader = new JsonReader(decode(utf8));
    Json json = reader.value(0);
    if (reader.at != reader.text.length()) {
      throw reader.malformed("there is more behind the end");
    }
    return json;
  }

  private static String decode(byte[] utf8) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("it is not UTF-8");
    }
  }

  private Json value(int depth) throws MalformedException {
    if (depth > MAX_DEPTH) {
      throw malformed("more than " + MAX_DEPTH + " values within each other");
    }
    count();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new Json.Text(string());
      default -> number();
    };
  }

  /** A small file of tiny values would take many times its length of memory. */
  private void count() throws MalformedException {
    values++;
    if (values > MAX_VALUES) {
      throw malformed("more than " + MAX_VALUES + " values");
    }
  }

  private Json members(int depth) throws MalformedException {
    TreeMap<String, Json> members = new TreeMap<>();
    expect('{');
    while (peek() != '}') {
      if (!members.isEmpty()) {
        expect(',');
      }
      count();
      String name = string();
      // Ascending, so none twice either.
      if (!members.isEmpty() && members.lastKey().compareTo(name) >= 0) {
        throw malformed("members are not in ascending order: " + name);
      }
      expect(':');
      members.put(name, value(depth + 1));
    }
    expect('}');
    return new Json.Members(members);
  }

  private Json items(int depth) throws MalformedException {
    List<Json> items = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      if (!items.isEmpty()) {
        expect(',');
      }
      items.add(value(depth + 1));
    }
    expect(']');
    return new Json.Items(items);
  }

  private Json number() throws MalformedException {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(from, at);
    // 16 digits at most, so that it is a long.
    if (digits.isEmpty()
        || digits.length() > 16
        || (digits.length() > 1 && digits.charAt(0) == '0')
        || Long.parseLong(digits) > Json.LARGEST) {
      throw malformed("no whole number from 0 to 2^53 - 1");
    }
    return new Json.Whole(Long.parseLong(digits));
  }

  private String string() throws MalformedException {
    expect('"');
    StringBuilder value = new StringBuilder();
    int from = at;
    for (char c = peek(); c != '"'; c = peek()) {
      if (c < ' ') {
        throw malformed("a control character in a string");
      }
      at++;
      if (c == '\\') {
        value.append(text, from, at - 1).append(escaped());
        from = at;
      }
    }
    value.append(text, from, at);
    expect('"');
    return value.toString();
  }

  private char escaped() throws MalformedException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> control();
      default -> throw malformed("an escape that the canonical form does not have");
    };
  }

  /** Only what has no shorter way: control characters, in lower case. */
  private char control() throws MalformedException {
    if (text.startsWith("00", at) && at + 4 <= text.length()) {
      int high = HEX.indexOf(text.charAt(at + 2));
      int low = HEX.indexOf(text.charAt(at + 3));
      char c = (char) (16 * high + low);
      if ((high == 0 || high == 1) && low >= 0 && "\b\f\n\r\t".indexOf(c) < 0) {
        at += 4;
        return c;
      }
    }
    throw malformed("an escape that the canonical form does not have");
  }

  private char peek() throws MalformedException {
    if (at >= text.length()) {
      throw malformed("it ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char wanted) throws MalformedException {
    if (peek() != wanted) {
      throw malformed("expected " + wanted);
    }
    at++;
  }

  private MalformedException malformed(String what) {
    return new MalformedException("character " + at + ": " + what);
  }
}
