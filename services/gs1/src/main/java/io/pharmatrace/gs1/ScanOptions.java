package io.pharmatrace.gs1;

import java.util.List;

/**
 * How a reader is set up.
 *
 * @param separators what stands for the group separator besides GS (0x1D) itself, for readers that
 *     cannot send it: {@code |}, {@code {GS}}, {@code <GS>}... Of one character it may be no data;
 *     a longer one ends a field wherever it stands
 * @param maxLength characters in one scan, 1 to 65,536
 */
public record ScanOptions(List<String> separators, int maxLength) {
  /** A reader that sends GS, and 8,192 characters at most. */
  public static final ScanOptions DEFAULT = new ScanOptions(List.of(), 8192);

  private static final int LONGEST_SEPARATOR = 12;

  public ScanOptions {
    separators = List.copyOf(separators);
    if (maxLength < 1 || maxLength > 65_536) {
      throw new IllegalArgumentException("The greatest length of a scan lies from 1 to 65536.");
    }
    for (String separator : separators) {
      int length = separator.length();
      if (length < 1 || length > LONGEST_SEPARATOR) {
        throw new IllegalArgumentException(
            "What stands for the group separator has 1 to " + LONGEST_SEPARATOR + " characters.");
      }
      char c = separator.charAt(0);
      if (length == 1 && (CharacterSet.SET_82.contains(c) || c == ']')) {
        throw new IllegalArgumentException(
            Checks.name(c) + " may be data and cannot stand for the group separator.");
      }
    }
  }

  /** The number of characters of what stands for GS at {@code at}, 0 where there is nothing. */
  int substituteLength(String text, int at) {
    for (int i = 0; i < separators.size(); i++) {
      if (text.startsWith(separators.get(i), at)) {
        return separators.get(i).length();
      }
    }
    return 0;
  }
}
