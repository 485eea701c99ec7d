package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.List;

/** What may have stood in front of a text whose first characters got lost. */
final class LostStart {
  /** What can be told from what is left. */
  static final List<String> KNOWN = List.of("]d", "]C", "]Q", "]J", "]e", "0", "01");

  private static final int GTIN_LENGTH = 14;

  /** Digits of a GTIN that are thought lost with what stood before it. */
  private static final int LOST_DIGITS = 4;

  private LostStart() {}

  /** The known starts, and two that stand for all where digits of the GTIN got lost, too. */
  static List<String> of(String text) {
    if (text.startsWith("]") || beginsWithGtin(text)) {
      return List.of();
    }
    List<String> starts = new ArrayList<>(KNOWN);
    starts.addFirst("]");
    for (int lost = 1; lost <= LOST_DIGITS; lost++) {
      int left = GTIN_LENGTH - lost;
      if (text.length() >= left && CharacterSet.NUMERIC.firstForeign(text, 0, left) < 0) {
        addGtins(text.substring(0, left), lost, starts);
      }
    }
    return starts;
  }

  private static boolean beginsWithGtin(String text) {
    int end = 2 + GTIN_LENGTH;
    return text.startsWith("01")
        && text.length() >= end
        && CharacterSet.NUMERIC.firstForeign(text, 2, end) < 0
        && CheckDigit.isRight(text, 2, end);
  }

  private static void addGtins(String rest, int lost, List<String> starts) {
    int found = 0;
    for (int first = 0; first < 100 && found < Math.min(lost, 2); first++) {
      String digits =
          lost == 1 ? String.valueOf(first % 10) : String.format("%0" + lost + "d", first);
      if (CheckDigit.isRight(digits + rest, 0, GTIN_LENGTH)) {
        starts.add("01" + digits);
        found++;
      }
    }
  }
}
