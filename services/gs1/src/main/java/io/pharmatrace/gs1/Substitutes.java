package io.pharmatrace.gs1;

import java.util.List;

/** What readers and programs on the way send instead of GS, when nothing else is configured. */
final class Substitutes {
  static final List<String> ALL =
      List.of(
          "{GS}", "<GS>", "[GS]", "(GS)", "{FNC1}", "<FNC1>", "[FNC1]", "FNC1", "^]", "\\x1D",
          "\\x1d", "\\u001D", "\\u001d", "\\F", "\\029", "\u241d", "\u001c", "\u001e", "|", "~",
          "^", "@", "#", "$", "\\", "`", "{", "}", "[", " ", "\t");

  private Substitutes() {}

  static Finding finding() {
    return new Finding(
        Fault.SUBSTITUTED_SEPARATORS,
        "Between the fields stands another character than GS: the reader is set to send a"
            + " substitute, which has to be configured here, or to be switched off there.");
  }
}
