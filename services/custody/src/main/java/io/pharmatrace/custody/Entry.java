package io.pharmatrace.custody;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How what is on a label came in. People mistype; readers do not. */
public enum Entry {
  SCANNED,
  TYPED;

  /** As in headers and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that text, if there is one. */
  public static Optional<Entry> of(String text) {
    return Arrays.stream(values()).filter(entry -> entry.text().equals(text)).findFirst();
  }
}
