package io.pharmatrace.gs1;

import io.pharmatrace.gs1.Keystrokes.Lock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What readers of given layouts may have typed so that a computer of any layout wrote the text. */
final class Keyboards {
  static final Finding CAPS_LOCK =
      new Finding(
          Fault.CAPS_LOCK,
          "Caps lock was on: capital and small letters are exchanged. Switch it off and scan"
              + " again.");

  static final Finding SWAPPED_Y_Z =
      new Finding(
          Fault.SWAPPED_Y_Z,
          "Y and Z are exchanged: the reader types as another keyboard than the one that this"
              + " computer is set to.");

  private final String text;
  private final List<KeyboardLayout> readers;
  private final Set<Lock> locks;

  Keyboards(String text, List<KeyboardLayout> readers, Set<Lock> locks) {
    this.text = text;
    this.readers = readers;
    this.locks = locks;
  }

  /** The texts that may have been meant, each with the faults behind it. */
  Map<String, List<Finding>> meant() {
    Map<String, List<Keystrokes>> meant = new LinkedHashMap<>();
    for (Lock lock : Lock.values()) {
      if (locks.contains(lock)) {
        pairs(lock)
            .forEach(
                pair -> {
                  String undone = pair.undo(text);
                  if (undone != null && !undone.equals(text)) {
                    meant.computeIfAbsent(undone, key -> new ArrayList<>()).add(pair);
                  }
                });
      }
    }
    Map<String, List<Finding>> found = new LinkedHashMap<>();
    meant.forEach((undone, pairs) -> found.put(undone, findings(undone, pairs)));
    return found;
  }

  private List<Keystrokes> pairs(Lock lock) {
    List<Keystrokes> pairs = new ArrayList<>();
    for (KeyboardLayout reader : readers) {
      for (KeyboardLayout computer : KeyboardLayout.ALL) {
        if (reader != computer) {
          pairs.add(new Keystrokes(reader, computer, lock));
        }
      }
    }
    return pairs;
  }

  private List<Finding> findings(String undone, List<Keystrokes> pairs) {
    List<Finding> findings = new ArrayList<>();
    boolean onlyYz = exchangeYz(text).equals(undone);
    findings.add(onlyYz ? SWAPPED_Y_Z : new Finding(Fault.KEYBOARD_LAYOUT, describe(pairs)));
    if (pairs.getFirst().lock() != Lock.OFF) {
      findings.add(CAPS_LOCK);
    }
    return findings;
  }

  private static String describe(List<Keystrokes> pairs) {
    KeyboardLayout reader = pairs.getFirst().reader();
    List<String> computers =
        pairs.stream()
            .filter(pair -> pair.reader() == reader)
            .map(pair -> pair.computer().name())
            .distinct()
            .toList();
    return "The reader types as a keyboard of the layout "
        + reader.name()
        + ", while this computer is set to "
        + String.join(" or ", computers)
        + ": set both to the same layout and scan again.";
  }

  static String exchangeYz(String text) {
    StringBuilder exchanged = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int at = "yzYZ".indexOf(text.charAt(i));
      if (at >= 0) {
        exchanged.setCharAt(i, "zyZY".charAt(at));
      }
    }
    return exchanged.toString();
  }
}
