package io.pharmatrace.gs1;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Gathers what a text may have said; see {@link Scan#alternatives(String, ScanOptions)}. */
final class Alternatives {
  private static final int MOST = 5;

  private final String text;
  private final Readings readings = new Readings();

  private Alternatives(String text) {
    this.text = text;
  }

  static List<Repair> of(String raw, ScanOptions options) {
    Alternatives all = new Alternatives(FaultFinder.clean(raw, options));
    // The fewer faults and fields are assumed, the likelier a reading is.
    Scan.diagnose(raw, options).readings().stream()
        .sorted(
            Comparator.<Repair>comparingInt(repair -> repair.findings().size())
                .thenComparing(repair -> repair.scan().data().elements().size()))
        .forEach(all.readings::add);
    if (all.text.length() <= FaultFinder.MAX_LENGTH) {
      all.addSigns();
      Scan.read(all.text).toOptional().ifPresent(all::addKeyboards);
    }
    return all.readings.all().stream().limit(MOST).toList();
  }

  /** A sign that data may hold stood for the separators. */
  private void addSigns() {
    if (text.indexOf(ElementString.GS) < 0) {
      for (String sign : Substitutes.in(text)) {
        readings.offerSeparated(text, sign, List.of(Substitutes.finding()));
      }
    }
  }

  private void addKeyboards(Scan read) {
    add(read, Keystrokes.exchangeCase(text), Keyboards.CAPS_LOCK);
    add(read, Keyboards.exchangeYz(text), Keyboards.SWAPPED_Y_Z);
  }

  private void add(Scan read, String exchanged, Finding finding) {
    // Capital and small letters of the symbology identifier are right: the text was understood.
    String symbology = read.symbology() == null ? "" : read.symbology();
    String changed = symbology + exchanged.substring(symbology.length());
    Scan.read(changed)
        .toOptional()
        .filter(scan -> !scan.data().equals(read.data()))
        .filter(scan -> !OtherReadings.hasSmallLettersOnly(Set.copyOf(scan.data().elements())))
        .ifPresent(scan -> readings.add(new Repair(List.of(finding), changed, scan)));
  }
}
