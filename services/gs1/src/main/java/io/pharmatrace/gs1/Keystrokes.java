package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * Goes back from what a computer wrote to what a reader meant, when the reader types key strokes of
 * one layout and the computer takes them for another.
 *
 * @param reader the layout that the reader types for
 * @param computer the layout that the computer is set to
 * @param lock the state of the computer's caps lock
 */
record Keystrokes(KeyboardLayout reader, KeyboardLayout computer, Lock lock) {

  /** Caps lock; some layouts lock letters only, others all keys. */
  enum Lock {
    OFF,
    LETTERS,
    ALL_KEYS
  }

  /** What the reader meant, or null where these layouts cannot give {@code written}. */
  @Nullable String undo(String written) {
    StringBuilder meant = new StringBuilder(written.length() + 8);
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      boolean done = c <= ' ' ? append(c, meant) : undo(c, meant) || undoAccent(c, meant);
      if (!done) {
        return null;
      }
    }
    return meant.toString();
  }

  private static boolean append(char c, StringBuilder meant) {
    meant.append(c);
    return true;
  }

  /** One stroke. */
  private boolean undo(char written, StringBuilder meant) {
    int place = computer.place(unlocked(written));
    if (place < 0) {
      return false;
    }
    int level = place % KeyboardLayout.LEVELS;
    if (lock == Lock.ALL_KEYS && level < 2) {
      place += 1 - 2 * level;
    }
    char c = reader.at(place);
    return c != KeyboardLayout.NONE && append(c, meant);
  }

  private boolean undoAccent(char written, StringBuilder meant) {
    String strokes = computer.strokes(unlocked(written));
    return strokes != null && undo(strokes.charAt(0), meant) && undo(strokes.charAt(1), meant);
  }

  private char unlocked(char c) {
    return lock == Lock.LETTERS ? exchangeCase(c) : c;
  }

  static String exchangeCase(String text) {
    StringBuilder exchanged = new StringBuilder(text.length());
    text.chars().forEach(c -> exchanged.append(exchangeCase((char) c)));
    return exchanged.toString();
  }

  private static char exchangeCase(char c) {
    return Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c);
  }
}
