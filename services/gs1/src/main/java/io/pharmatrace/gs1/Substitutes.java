package io.pharmatrace.gs1;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What readers and programs on the way send instead of GS, when nothing else is configured. */
final class Substitutes {
  static final List<String> ALL =
      List.of(
          "{GS}", "<GS>", "[GS]", "(GS)", "{FNC1}", "<FNC1>", "[FNC1]", "FNC1", "^]", "\\x1D",
          "\\x1d", "\\u001D", "\\u001d", "\\F", "\\029", "\u241d", "\u001c", "\u001e", "|", "~",
          "^", "@", "#", "$", "\\", "`", "{", "}", "[", "]", " ", "\t");

  private Substitutes() {}

  /** Those in {@code text} that name the separator, and which no data looks like by chance. */
  static List<String> named(String text) {
    return ALL.stream().filter(each -> each.length() > 2 && text.contains(each)).toList();
  }

  /**
   * All that may stand for separators in {@code text}: those, and every other sign. No reader sends
   * a letter or a digit.
   */
  static Set<String> in(String text) {
    Set<String> found = new LinkedHashSet<>();
    ALL.stream().filter(text::contains).forEach(found::add);
    text.chars()
        .filter(c -> !Character.isLetterOrDigit(c))
        .forEach(c -> found.add(String.valueOf((char) c)));
    return found;
  }

  static Finding finding() {
    return new Finding(
        Fault.SUBSTITUTED_SEPARATORS,
        "Between the fields stands another character than GS: the reader is set to send a"
            + " substitute, which has to be configured here, or to be switched off there.");
  }
}
