package io.pharmatrace.gs1;

import io.pharmatrace.gs1.Keystrokes.Lock;
import java.util.List;
import java.util.Set;

/**
 * Explains a text by faults of scanner and keyboard. The simplest explanation wins: faults that
 * change no character are tried first, then caps lock, then a computer that takes a US reader for
 * another keyboard, then any two keyboards, then a missing start. The first of these that gives a
 * valid reading ends the search; every valid reading of that kind is told. Whether a single one may
 * be offered is for {@link OtherReadings} to say.
 */
final class FaultFinder {
  /** Longer texts are no scan of one item; this bounds the number of attempts times length. */
  static final int MAX_LENGTH = 1024;

  private final String text;
  private final Readings readings = new Readings();

  private FaultFinder(String text) {
    this.text = text;
  }

  static Diagnosis diagnose(String raw, ScanOptions options) {
    String text = clean(raw, options);
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Diagnosis.NONE;
    }
    FaultFinder finder = new FaultFinder(text);
    return switch (Scan.read(text)) {
      case Result.Ok<Scan>(Scan scan) -> finder.explain(scan);
      case Result.Problems<Scan>(List<Problem> problems) -> finder.explain(problems);
    };
  }

  /** Without blanks around it, and with GS where the reader is known to send something else. */
  static String clean(String raw, ScanOptions options) {
    int from = 0;
    int to = raw.length();
    while (from < to && ScanReader.isBlank(raw.charAt(from))) {
      from++;
    }
    while (to > from && ScanReader.isBlank(raw.charAt(to - 1))) {
      to--;
    }
    String text = raw.substring(from, to);
    for (String separator : options.separators()) {
      text = text.replace(separator, String.valueOf(ElementString.GS));
    }
    return text;
  }

  /** A valid reading may still be two fields in one, or a GTIN that was read twice. */
  private Diagnosis explain(Scan scan) {
    Repetition repetition = new Repetition(text);
    if (repetition.isGtin(scan)) {
      repetition.once().ifPresent(once -> readings.offer(once, List.of(Repetition.DOUBLED)));
      return readings.diagnosis(text, List.of());
    }
    // A reader that sends a separator sends all.
    if (Readings.mayBeFused(scan) && text.indexOf(ElementString.GS) < 0) {
      readings.offerSeparated(text, List.of());
    }
    return readings.any() ? readings.besideValid() : Diagnosis.NONE;
  }

  private Diagnosis explain(List<Problem> problems) {
    if (problems.getFirst().code() == ProblemCode.NOT_GS1_FORMAT_06) {
      return Diagnosis.NONE;
    }
    Repetition repetition = new Repetition(text);
    Finding repeated = repetition.finding();
    if (repeated != null) {
      repetition.once().ifPresent(once -> readings.offer(once, List.of(repeated)));
      if (readings.any() || repeated.fault() == Fault.SEVERAL_SCANS) {
        return readings.diagnosis(text, List.of(repeated));
      }
    }
    boolean found = separators() || capsLock() || keyboards() || lostStart();
    return readings.diagnosis(text, found ? List.of() : Unresolved.findings(text, problems));
  }

  private boolean separators() {
    if (Substitutes.named(text).isEmpty()) {
      readings.offerSeparated(text, List.of());
    }
    for (String substitute : Substitutes.ALL) {
      if (text.contains(substitute)) {
        readings.offer(
            text.replace(substitute, String.valueOf(ElementString.GS)),
            List.of(Substitutes.finding()));
      }
    }
    return readings.any();
  }

  private boolean capsLock() {
    readings.offer(Keystrokes.exchangeCase(text), List.of(Keyboards.CAPS_LOCK));
    return readings.any();
  }

  private boolean keyboards() {
    if (text.startsWith("https://") || text.startsWith("http://") || text.startsWith("urn:")) {
      return false; // The keys that tell layouts apart were right.
    }
    List<KeyboardLayout> us = KeyboardLayout.ALL.subList(0, 1);
    Set<Lock> locked = Set.of(Lock.LETTERS, Lock.ALL_KEYS);
    return offerKeyboards(us, Set.of(Lock.OFF))
        || offerKeyboards(us, locked)
        || offerKeyboards(KeyboardLayout.ALL, Set.of(Lock.OFF))
        || offerKeyboards(KeyboardLayout.ALL, locked);
  }

  private boolean offerKeyboards(List<KeyboardLayout> readers, Set<Lock> locks) {
    new Keyboards(text, readers, locks)
        .meant()
        .forEach((meant, findings) -> readings.offer(meant, findings));
    return readings.any();
  }

  private boolean lostStart() {
    List<Finding> findings = List.of(Unresolved.LOST_START);
    readings.offer("]" + text, findings);
    if (!readings.any()) {
      for (String start : LostStart.KNOWN) {
        readings.offerPack(start + text, findings);
      }
    }
    return readings.any();
  }
}
