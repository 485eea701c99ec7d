package io.pharmatrace.gs1;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a text is more than one read. */
final class Repetition {
  static final Finding DOUBLED =
      new Finding(
          Fault.DOUBLED, "The same barcode was read twice into one input: scan it once again.");

  private static final Finding SEVERAL =
      new Finding(
          Fault.SEVERAL_SCANS,
          "More than one barcode was read into one input: scan them one by one.");

  private final @Nullable Finding finding;
  private final @Nullable String once;

  Repetition(String text) {
    String half = half(text);
    int second = half == null ? secondStart(text) : 0;
    if (half != null) {
      finding = DOUBLED;
      once = half;
    } else if (second > 0) {
      String first = text.substring(0, second).strip();
      String last = text.substring(second);
      boolean begun = last.startsWith(first) || sameData(first, last);
      finding = begun ? DOUBLED : SEVERAL;
      once = begun ? last : null;
    } else {
      finding = null;
      once = null;
    }
  }

  /** What happened, or null where the text is one read. */
  @Nullable Finding finding() {
    return finding;
  }

  /** The one read, where the reads are the same or the first one was broken off. */
  Optional<String> once() {
    return Optional.ofNullable(once);
  }

  /** Whether the text is a GTIN twice, though it can be read as {@code scan}. */
  boolean isGtin(Scan scan) {
    return scan.epc().toOptional().isEmpty()
        && once().flatMap(read -> Scan.read(read).toOptional()).stream()
            .anyMatch(read -> read.form() == Scan.Form.GTIN);
  }

  /** One of two equal halves, which up to two blanks or separators may part, or null. */
  private static @Nullable String half(String text) {
    for (int gap = 0; gap <= 2; gap++) {
      int half = (text.length() - gap) / 2;
      boolean even = (text.length() - gap) % 2 == 0;
      if (even
          && half > 3
          && text.substring(half, half + gap).isBlank()
          && text.regionMatches(0, text, half + gap, half)) {
        return text.substring(0, half);
      }
    }
    return null;
  }

  /**
   * Where a read begins anew: a symbology identifier, a web address or a line end inside; 0 where
   * none does.
   */
  private static int secondStart(String text) {
    int line = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    if (line > 0) {
      return line + 1;
    }
    int link = Math.max(text.lastIndexOf("http://"), text.lastIndexOf("https://"));
    if (link > 0 && text.charAt(link - 1) != '=') {
      return link;
    }
    int second = text.lastIndexOf(']');
    boolean begins =
        second > 0
            && second + 3 < text.length()
            && text.charAt(second + 1) != 'e'
            && ScanReader.ELEMENT_STRINGS.contains(text.substring(second, second + 3));
    return begins ? second : 0;
  }

  private static boolean sameData(String first, String last) {
    return Scan.read(first)
        .toOptional()
        .flatMap(a -> Scan.read(last).toOptional().map(b -> a.data().equals(b.data())))
        .orElse(false);
  }
}
