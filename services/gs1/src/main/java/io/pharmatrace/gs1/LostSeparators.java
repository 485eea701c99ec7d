package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Looks for the readings of barcode data whose separators got lost, or came as another text. What
 * is offered is only looked for as a medicine pack, as its four fields are known: with the whole
 * table nearly every pair of digits could be an identifier. What speaks against an offer may have
 * any field.
 */
final class LostSeparators {
  /** Product, serial number, batch and expiry date, which EU and US law demand on a pack. */
  static final Set<String> PACK = Set.of("01", "21", "10", "17");

  /** What may follow a lost separator: those, and production date and national numbers. */
  private static final Set<String> AFTER =
      Set.of("01", "21", "10", "17", "11", "710", "711", "712", "713", "714", "715", "716", "717");

  /** What every pack has, though it may lack a batch. */
  static final Set<String> LEAST = Set.of("01", "21", "17");

  /** Further numbers of the product, and a company's own fields. */
  private static final Pattern OFTEN_BESIDE = Pattern.compile("24[0-3]|9[0-9]");

  private static final int MAX_READINGS = 3;

  private final String text;
  private final String substitute;
  private final boolean packsOnly;
  private final Set<String> least;
  private final Set<String> used = new HashSet<>();
  private final List<Integer> cuts = new ArrayList<>();
  private Predicate<String> found = reading -> true;
  private boolean ended;
  private int steps;

  private LostSeparators(
      String text, String substitute, boolean packsOnly, Set<String> least, int steps) {
    this.text = text;
    this.substitute = substitute;
    this.packsOnly = packsOnly;
    this.least = least;
    this.steps = steps;
  }

  /**
   * Of packs, to be searched with at most {@code steps} fields looked at, which bounds the time.
   *
   * @param substitute what came in the place of each separator; empty where nothing came
   */
  static LostSeparators ofPack(String elementString, String substitute, int steps) {
    return new LostSeparators(elementString, substitute, true, LEAST, steps);
  }

  /** Whether these are the fields of a medicine pack and of nothing else. */
  static boolean isPack(Set<String> ais) {
    return ais.containsAll(LEAST)
        && ais.stream().allMatch(ai -> AFTER.contains(ai) || OFTEN_BESIDE.matcher(ai).matches());
  }

  /**
   * As {@link #ofPack}, with any fields.
   *
   * @param least the fields that a reading needs to have
   */
  static LostSeparators ofAnyFields(
      String elementString, String substitute, Set<String> least, int steps) {
    return new LostSeparators(elementString, substitute, false, least, steps);
  }

  /**
   * The texts with separators put back, at most three; none where the search found no end. Packs
   * without a batch count only where there are no others, as one field of theirs may hold it.
   */
  List<String> restore() {
    List<String> whole = new ArrayList<>();
    List<String> withoutBatch = new ArrayList<>();
    search(
        reading -> {
          List<String> readings = used.containsAll(PACK) ? whole : withoutBatch;
          if (readings.size() < MAX_READINGS) {
            readings.add(reading);
          }
          return whole.size() == MAX_READINGS;
        });
    List<String> found = whole.isEmpty() ? withoutBatch : whole;
    return steps < 0 ? List.of() : found;
  }

  /**
   * Hands the texts with separators put back to {@code found} until it is true.
   *
   * @return whether it was true once
   */
  boolean search(Predicate<String> found) {
    this.found = found;
    from(0);
    return ended;
  }

  /** What is left of the steps; below 0 where the search found no end. */
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
    if (identifier == null || ended || --steps < 0 || !used.add(identifier.ai())) {
      return;
    }
    int from = at + identifier.ai().length();
    int separator = text.indexOf(ElementString.GS, from);
    int end = separator < 0 ? text.length() : separator;
    int longest = Math.min(end, from + identifier.maxLength());
    if (identifier.predefinedLength()) {
      element(identifier, from, longest, longest);
    } else {
      ends(identifier, from, longest, end);
    }
    used.remove(identifier.ai());
  }

  /** Every place where a field of variable length may end: its separator, or a lost one. */
  private void ends(ApplicationIdentifier identifier, int from, int longest, int end) {
    for (int to = from + 1; to <= longest; to++) {
      if (to == end) {
        element(identifier, from, to, to);
      } else if (text.startsWith(substitute, to) && mayFollow(to + substitute.length())) {
        cuts.add(to);
        element(identifier, from, to, to + substitute.length());
        cuts.removeLast();
      }
    }
  }

  private void element(ApplicationIdentifier identifier, int from, int to, int next) {
    if (identifier.check(text.substring(from, to)) == null) {
      from(next);
    }
  }

  private boolean mayFollow(int at) {
    ApplicationIdentifier next = AiTable.INSTANCE.at(text, at, text.length());
    return next != null && !used.contains(next.ai()) && (!packsOnly || AFTER.contains(next.ai()));
  }

  private void finish() {
    if (cuts.isEmpty() || !used.containsAll(least)) {
      return;
    }
    StringBuilder restored = new StringBuilder(text);
    for (int cut : cuts.reversed()) {
      restored.replace(cut, cut + substitute.length(), String.valueOf(ElementString.GS));
    }
    ended = ended || found.test(restored.toString());
  }
}
