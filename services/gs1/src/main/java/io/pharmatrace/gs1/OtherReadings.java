package io.pharmatrace.gs1;

import io.pharmatrace.gs1.Keystrokes.Lock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Looks for a second valid reading of a spoilt text, over all faults that are known and pairs of
 * them. Where there is one, the first may not be offered as the only one.
 *
 * <p>One thing is taken for granted: where nothing else tells, letters on a pack are not all small,
 * as the rules for medicine packs recommend capitals.
 */
final class OtherReadings {
  /** Fields looked at in all attempts; beyond it the answer is that there may be another. */
  private static final int STEPS = 20_000;

  /** Faults of one scan that are thought of together. */
  private static final int FAULTS = 2;

  private static final int GTIN_LENGTH = 14;

  private static final List<Keystrokes> KEYSTROKES = keystrokes();

  private final Set<Element> known;

  /** What another reading needs to have to be one. */
  private final Set<String> least;

  private final int faults;
  private final boolean lostSeparators;
  private int steps = STEPS;

  /** Other than {@code known}. */
  OtherReadings(Repair known) {
    this.known = new HashSet<>(known.scan().data().elements());
    this.least = least(known.scan().data().ais());
    this.lostSeparators = known.findings().contains(Readings.lostSeparators());
    this.faults = Math.max(FAULTS, known.findings().size());
  }

  /**
   * What is read as a medicine pack with all its fields was one, so that another reading has to be
   * one, too. Without a batch the serial number may be there by chance.
   */
  private static Set<String> least(Set<String> ais) {
    if (!LostSeparators.isPack(ais)) {
      return Set.of();
    }
    return ais.contains("10") ? LostSeparators.LEAST : Set.of("01", "17");
  }

  private static List<Keystrokes> keystrokes() {
    List<Keystrokes> all = new ArrayList<>();
    for (KeyboardLayout reader : KeyboardLayout.ALL) {
      for (KeyboardLayout computer : KeyboardLayout.ALL) {
        for (Lock lock : Lock.values()) {
          if (reader != computer || lock != Lock.OFF) {
            all.add(new Keystrokes(reader, computer, lock));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /** Whether {@code text} may say something else; true, too, where the search found no end. */
  boolean mayBe(String text) {
    if (hasSmallLettersOnly(known)) {
      return true;
    }
    boolean other = reads(text, (read, count) -> typed(read, count, this::started));
    return other || steps < 0;
  }

  /** The text, and one of two equal reads. */
  private boolean reads(String text, BiPredicate<String, Integer> next) {
    if (next.test(text, 0)) {
      return true;
    }
    String last = text.substring(1 + Math.max(text.lastIndexOf('\t'), text.lastIndexOf('\n')));
    return (last.length() < text.length() && next.test(last, 1))
        || new Repetition(text).once().filter(once -> next.test(once, 1)).isPresent();
  }

  /** The text, and what readers of any layout may have typed so that a computer wrote it. */
  private boolean typed(String text, int count, BiPredicate<String, Integer> next) {
    Map<String, Integer> meant = new LinkedHashMap<>();
    meant.put(text, count);
    // Readers type as US keyboards unless they are set up for the computer that they are at: where
    // the signs of a symbology identifier are right, the layout is.
    boolean proven = ScanReader.symbologyLength(text) > 0;
    if (count < faults && !proven) {
      meant.putIfAbsent(Keyboards.exchangeYz(text), count + 1);
      for (Keystrokes each : KEYSTROKES) {
        String undone = each.undo(text);
        if (undone != null) {
          meant.putIfAbsent(undone, count + 1);
        }
      }
    }
    return meant.entrySet().stream().anyMatch(each -> next.test(each.getKey(), each.getValue()));
  }

  /** The text, and what it may have been before its first characters got lost. */
  private boolean started(String text, int count) {
    boolean lost = count < faults;
    return says(text, count, Set.of())
        || (lost
            && LostStart.of(text).stream()
                .anyMatch(start -> says(start + text, count + 1, LostSeparators.LEAST)));
  }

  /** Whether the text says something else with these fields, as it is or with separators. */
  private boolean says(String text, int count, Set<String> fields) {
    if (text.isEmpty() || !mayBeScan(text)) {
      return false;
    }
    boolean gtin =
        text.length() <= GTIN_LENGTH
            && CharacterSet.NUMERIC.firstForeign(text, 0, text.length()) < 0;
    boolean barcode = !gtin && (text.charAt(0) == ']' || text.charAt(0) <= '9');
    return (Substitutes.named(text).isEmpty() && isOther(text, fields))
        || (barcode && count < faults && saysSeparated(text, fields));
  }

  /** Tells most texts that are none without reading them, which would describe all problems. */
  private static boolean mayBeScan(String text) {
    char first = text.charAt(0);
    int start = ScanReader.symbologyLength(text);
    if (start == 0 && "](hHuU".indexOf(first) >= 0) {
      return true;
    }
    while (start < text.length() && text.charAt(start) == ElementString.GS) {
      start++;
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, start, text.length());
    if (identifier == null || !identifier.predefinedLength()) {
      return identifier != null || text.length() <= GTIN_LENGTH;
    }
    int from = start + identifier.ai().length();
    int to = Math.min(text.length(), from + identifier.maxLength());
    return identifier.check(text.substring(from, to)) == null || text.length() <= GTIN_LENGTH;
  }

  private boolean saysSeparated(String text, Set<String> fields) {
    int start = ScanReader.symbologyLength(text);
    String symbology = text.substring(0, start);
    String body = text.substring(start);
    Collection<String> named = Substitutes.named(body);
    Collection<String> substitutes = named.isEmpty() ? substitutes(body) : named;
    // Two reads of one thing are hardly one read of another, unless that is a pack.
    boolean twice = new Repetition(body).once().isPresent();
    Set<String> needed = !fields.isEmpty() ? fields : twice ? LostSeparators.LEAST : least;
    return substitutes.stream().anyMatch(each -> separated(symbology, body, each, needed));
  }

  /** What may stand for separators, nothing included, where the text does not name them. */
  private Collection<String> substitutes(String body) {
    if (body.indexOf(ElementString.GS) >= 0) {
      // This reader sends separators; where one got lost nevertheless, others may be.
      return lostSeparators ? List.of("") : List.of();
    }
    Set<String> all = Substitutes.in(body);
    all.add("");
    return all;
  }

  private boolean separated(String symbology, String body, String substitute, Set<String> needed) {
    if (steps < 0) {
      return true;
    }
    LostSeparators search = LostSeparators.ofAnyFields(body, substitute, needed, steps);
    boolean other = search.search(restored -> isOther(symbology + restored, Set.of()));
    steps = search.stepsLeft();
    return other;
  }

  private boolean isOther(String text, Set<String> fields) {
    return Scan.read(text)
        .toOptional()
        .filter(scan -> Readings.counts(scan) && scan.data().ais().containsAll(fields))
        .map(scan -> Set.copyOf(scan.data().elements()))
        .filter(elements -> !elements.equals(known) && !hasSmallLettersOnly(elements))
        .isPresent();
  }

  static boolean hasSmallLettersOnly(Set<Element> elements) {
    boolean small = false;
    for (Element element : elements) {
      for (int i = 0; i < element.value().length(); i++) {
        char c = element.value().charAt(i);
        if (c >= 'A' && c <= 'Z') {
          return false;
        }
        small |= c >= 'a' && c <= 'z';
      }
    }
    return small;
  }
}
