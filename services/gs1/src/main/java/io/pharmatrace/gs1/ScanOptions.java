package io.pharmatrace.gs1;

/**
 * How a reader is set up.
 *
 * @param separators characters that stand for the group separator besides GS (0x1D) itself, for
 *     readers that cannot send it; none of them may be data
 * @param maxLength characters in one scan, 1 to 65,536
 */
public record ScanOptions(String separators, int maxLength) {
  /** A reader that sends GS, and 8,192 characters at most. */
  public static final ScanOptions DEFAULT = new ScanOptions("", 8192);

  public ScanOptions {
    if (maxLength < 1 || maxLength > 65_536) {
      throw new IllegalArgumentException("The greatest length of a scan lies from 1 to 65536.");
    }
    for (int i = 0; i < separators.length(); i++) {
      char c = separators.charAt(i);
      if (CharacterSet.SET_82.contains(c) || c == ']') {
        throw new IllegalArgumentException(
            Checks.name(c) + " may be data and cannot stand for the group separator.");
      }
    }
  }

  boolean isSeparator(char c) {
    return c == ElementString.GS || separators.indexOf(c) >= 0;
  }
}
