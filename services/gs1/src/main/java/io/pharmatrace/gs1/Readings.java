package io.pharmatrace.gs1;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers the valid readings of a spoilt text, none twice. */
final class Readings {
  private static final Finding LOST_SEPARATORS =
      new Finding(
          Fault.LOST_SEPARATORS,
          "The reader did not send the separators (GS) between the fields, so that one field seems"
              + " to hold the next ones: switch on that it sends GS, or scan with another reader.");

  /** For all attempts to put separators back together: beyond it too many readings are possible. */
  private static final int SEPARATION_STEPS = 4_000;

  private final Map<Set<Element>, Repair> found = new LinkedHashMap<>();
  private int separationSteps = SEPARATION_STEPS;

  boolean any() {
    return !found.isEmpty();
  }

  /** Adds what {@code text} says, and what it says with separators put back, if that is valid. */
  void offer(String text, List<Finding> findings) {
    List<String> named = Substitutes.named(text);
    if (named.isEmpty()) {
      offerPlain(text, findings);
    }
    for (String substitute : named) {
      offerPlain(
          text.replace(substitute, String.valueOf(ElementString.GS)),
          Stream.concat(findings.stream(), Stream.of(Substitutes.finding())).toList());
    }
  }

  private void offerPlain(String text, List<Finding> findings) {
    switch (Scan.read(text)) {
      case Result.Ok<Scan>(Scan scan) -> {
        offer(text, scan, findings);
        // A reader that sends a separator sends all.
        if (mayBeFused(scan) && text.indexOf(ElementString.GS) < 0) {
          offerSeparated(text, findings);
        }
      }
      case Result.Problems<Scan> problems -> offerSeparated(text, findings);
    }
  }

  /** As {@link #offer(String, List)}, of a medicine pack only. */
  void offerPack(String text, List<Finding> findings) {
    Scan.read(text)
        .toOptional()
        .filter(scan -> LostSeparators.isPack(scan.data().ais()))
        .ifPresent(scan -> offer(text, scan, findings));
  }

  private void offer(String text, Scan scan, List<Finding> findings) {
    if (counts(scan)) {
      add(new Repair(findings, text, scan));
    }
  }

  void add(Repair repair) {
    found.putIfAbsent(new HashSet<>(repair.scan().data().elements()), repair);
  }

  /** All, in the order in which they were offered. */
  List<Repair> all() {
    return List.copyOf(found.values());
  }

  /** Whether valid data is a reading: it names something, and its elements belong together. */
  static boolean counts(Scan scan) {
    return scan.data().elements().stream().anyMatch(element -> element.identifier().isKey())
        && scan.data().companionProblems().isEmpty();
  }

  /** A product without all of a medicine pack's fields: one of them may hold the others. */
  static boolean mayBeFused(Scan scan) {
    Set<String> present = scan.data().ais();
    return scan.form() == Scan.Form.ELEMENT_STRING
        && present.contains("01")
        && !present.containsAll(LostSeparators.PACK);
  }

  /** Adds the readings of {@code text} with separators put back. */
  void offerSeparated(String text, List<Finding> findings) {
    offerSeparated(text, "", Stream.concat(findings.stream(), Stream.of(LOST_SEPARATORS)).toList());
  }

  /** As {@link #offerSeparated(String, List)}, where {@code substitute} came in their place. */
  void offerSeparated(String text, String substitute, List<Finding> findings) {
    String symbology = text.substring(0, ScanReader.symbologyLength(text));
    String body = text.substring(symbology.length());
    LostSeparators search = LostSeparators.ofPack(body, substitute, separationSteps);
    List<String> restored = search.restore();
    separationSteps = search.stepsLeft();
    restored.forEach(
        found ->
            Scan.read(symbology + found)
                .toOptional()
                .ifPresent(scan -> offer(symbology + found, scan, findings)));
  }

  /**
   * The readings with their findings, or {@code otherwise} where there is no reading.
   *
   * @param text what they are readings of
   */
  Diagnosis diagnosis(String text, List<Finding> otherwise) {
    List<Repair> repairs = all();
    if (repairs.isEmpty()) {
      return new Diagnosis(otherwise, repairs, true);
    }
    return new Diagnosis(findings(repairs), repairs, repairs.size() == 1 && isOnly(text));
  }

  private boolean isOnly(String text) {
    Repair repair = found.values().iterator().next();
    // No data holds the sign that stood for the separator here, so that it was one.
    boolean separated = repair.findings().equals(List.of(Substitutes.finding()));
    return !new OtherReadings(repair).mayBe(separated ? repair.text() : text);
  }

  /** The readings of a text that is valid as it stands, so that none of them is the only one. */
  Diagnosis besideValid() {
    return new Diagnosis(findings(all()), all(), false);
  }

  private static List<Finding> findings(List<Repair> repairs) {
    return repairs.stream().flatMap(repair -> repair.findings().stream()).distinct().toList();
  }

  static Finding lostSeparators() {
    return LOST_SEPARATORS;
  }
}
