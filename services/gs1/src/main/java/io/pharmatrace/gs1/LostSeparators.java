package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for the readings of barcode data as a medicine pack whose separators got lost. Only such a
 * pack is looked for, as its four fields are known: with the whole table nearly every pair of
 * digits could be an identifier.
 */
final class LostSeparators {
  /** Product, serial number, batch and expiry date, which EU and US law demand on a pack. */
  static final Set<String> PACK = Set.of("01", "21", "10", "17");

  /** What may follow a lost separator: those, and production date and national numbers. */
  private static final Set<String> AFTER =
      Set.of("01", "21", "10", "17", "11", "710", "711", "712", "713", "714", "715", "716", "717");

  private static final int MAX_READINGS = 3;

  private final String text;
  private final Set<String> used = new HashSet<>();
  private final List<Integer> cuts = new ArrayList<>();
  private final List<String> readings = new ArrayList<>();
  private int steps;

  /** To be searched with at most {@code steps} fields looked at, which bounds the time. */
  LostSeparators(String elementString, int steps) {
    this.text = elementString;
    this.steps = steps;
  }

  /** The texts with separators put back, at most three; none where the search found no end. */
  List<String> restore() {
    from(0);
    return steps < 0 ? List.of() : readings;
  }

  int stepsLeft() {
    return steps;
  }

  private void from(int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == ElementString.GS) {
      at++;
    }
    if (at == text.length()) {
      finish();
      return;
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at, text.length());
    if (identifier == null || --steps < 0 || readings.size() == MAX_READINGS) {
      return;
    }
    if (!used.add(identifier.ai())) {
      return;
    }
    int from = at + identifier.ai().length();
    int separator = text.indexOf(ElementString.GS, from);
    int end = separator < 0 ? text.length() : separator;
    int longest = Math.min(end, from + identifier.maxLength());
    if (identifier.predefinedLength()) {
      element(identifier, from, longest);
    } else {
      ends(identifier, from, longest, end);
    }
    used.remove(identifier.ai());
  }

  /** Every place where a field of variable length may end: its separator, or a lost one. */
  private void ends(ApplicationIdentifier identifier, int from, int longest, int end) {
    for (int to = from + 1; to <= longest; to++) {
      if (to == end) {
        element(identifier, from, to);
      } else if (mayFollow(to)) {
        cuts.add(to);
        element(identifier, from, to);
        cuts.removeLast();
      }
    }
  }

  private void element(ApplicationIdentifier identifier, int from, int to) {
    if (identifier.check(text.substring(from, to)) == null) {
      from(to);
    }
  }

  private boolean mayFollow(int at) {
    ApplicationIdentifier next = AiTable.INSTANCE.at(text, at, text.length());
    return next != null && AFTER.contains(next.ai()) && !used.contains(next.ai());
  }

  private void finish() {
    if (cuts.isEmpty() || !used.containsAll(PACK)) {
      return;
    }
    StringBuilder restored = new StringBuilder(text);
    for (int cut : cuts.reversed()) {
      restored.insert(cut, ElementString.GS);
    }
    readings.add(restored.toString());
  }
}
