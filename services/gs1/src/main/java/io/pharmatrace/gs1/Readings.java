package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Adds what {@code text} says, if it is valid and names something. */
  void offer(String text, List<Finding> findings) {
    switch (Scan.read(text)) {
      case Result.Ok<Scan>(Scan scan) -> {
        if (!mayBeFused(scan) || !offerSeparated(text, findings)) {
          offer(text, scan, findings);
        }
      }
      case Result.Problems<Scan> problems -> offerSeparated(text, findings);
    }
  }

  /** As {@link #offer(String, List)}, of a single pack only. */
  void offerPack(String text, List<Finding> findings) {
    Scan.read(text)
        .toOptional()
        .filter(scan -> scan.data().sgtin().isPresent())
        .ifPresent(scan -> offer(text, scan, findings));
  }

  private void offer(String text, Scan scan, List<Finding> findings) {
    if (namesKey(scan.data()) && scan.data().companionProblems().isEmpty()) {
      found.putIfAbsent(new HashSet<>(scan.data().elements()), new Repair(findings, text, scan));
    }
  }

  private static boolean namesKey(ElementString data) {
    return data.elements().stream().anyMatch(element -> element.identifier().isKey());
  }

  /** A product without all of a medicine pack's fields: one of them may hold the others. */
  static boolean mayBeFused(Scan scan) {
    Set<String> present =
        scan.data().elements().stream().map(Element::ai).collect(Collectors.toSet());
    return scan.form() == Scan.Form.ELEMENT_STRING
        && present.contains("01")
        && !present.containsAll(LostSeparators.PACK);
  }

  /** Adds the readings of {@code text} with separators put back; tells whether there are any. */
  boolean offerSeparated(String text, List<Finding> findings) {
    boolean marked = text.length() > 3 && ScanReader.ELEMENT_STRINGS.contains(text.substring(0, 3));
    String symbology = marked ? text.substring(0, 3) : "";
    List<Finding> all = Stream.concat(findings.stream(), Stream.of(LOST_SEPARATORS)).toList();
    LostSeparators search = new LostSeparators(text.substring(symbology.length()), separationSteps);
    List<String> restored = search.restore();
    separationSteps = search.stepsLeft();
    restored.forEach(
        body ->
            Scan.read(symbology + body)
                .toOptional()
                .ifPresent(scan -> offer(symbology + body, scan, all)));
    return !restored.isEmpty();
  }

  /** The readings with their findings, or {@code otherwise} where there is no reading. */
  Diagnosis diagnosis(List<Finding> otherwise) {
    List<Repair> repairs = new ArrayList<>(found.values());
    List<Finding> findings =
        repairs.isEmpty()
            ? otherwise
            : repairs.stream().flatMap(repair -> repair.findings().stream()).distinct().toList();
    return new Diagnosis(findings, repairs);
  }

  static Finding lostSeparators() {
    return LOST_SEPARATORS;
  }
}
