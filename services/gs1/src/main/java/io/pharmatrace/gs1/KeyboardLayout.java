package io.pharmatrace.gs1;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which character a key gives, on the keyboards that pharmacies use ({@code keyboard-layouts.tsv}).
 */
final class KeyboardLayout {
  /** Shift levels: none, Shift, AltGr. */
  static final int LEVELS = 3;

  /** No character at this place. */
  static final char NONE = 0;

  /** All layouts; the first one, US, is what readers are set to when they are new. */
  static final List<KeyboardLayout> ALL =
      Resources.lines("keyboard-layouts.tsv").stream()
          .map(line -> new KeyboardLayout(line.split("\t", -1)))
          .toList();

  private static final String MARKS = "^\u0302´\u0301`\u0300¨\u0308~\u0303";

  private final String name;
  private final char[][] keys;
  private final String dead;
  private final Map<Character, Integer> places = new HashMap<>();

  private KeyboardLayout(String[] fields) {
    name = fields[0];
    String plain = fields[1];
    keys = new char[plain.length()][LEVELS];
    for (int key = 0; key < keys.length; key++) {
      put(key, 0, plain.charAt(key));
      put(key, 1, fields[2].charAt(key));
    }
    for (int i = 0; i < fields[3].length(); i += 2) {
      put(plain.indexOf(fields[3].charAt(i)), 2, fields[3].charAt(i + 1));
    }
    dead = fields[4];
  }

  private void put(int key, int level, char c) {
    if (c != ' ') {
      keys[key][level] = c;
      places.putIfAbsent(c, key * LEVELS + level);
    }
  }

  String name() {
    return name;
  }

  /** The place (key and level in one number) that gives {@code c}, or -1. */
  int place(char c) {
    return places.getOrDefault(c, -1);
  }

  /** The character at a place, or {@link #NONE}. */
  char at(int place) {
    return keys[place / LEVELS][place % LEVELS];
  }

  /**
   * The two key strokes behind a letter with an accent that this layout has no key for, as text:
   * the dead key's own sign and the letter. Null where there are none.
   */
  @Nullable String strokes(char c) {
    String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    int mark = parts.length() == 2 ? MARKS.indexOf(parts.charAt(1)) : -1;
    if (mark < 0 || dead.indexOf(MARKS.charAt(mark - 1)) < 0) {
      return null;
    }
    return "" + MARKS.charAt(mark - 1) + parts.charAt(0);
  }
}
