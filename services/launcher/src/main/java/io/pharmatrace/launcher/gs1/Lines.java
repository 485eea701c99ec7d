package io.pharmatrace.launcher.gs1;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines that end with a line feed and nothing else, as the data holds other control characters. */
final class Lines {
  private final Reader reader;
  private final int maxLength;

  /** Cuts off what of a line goes beyond {@code maxLength} characters. */
  Lines(Reader reader, int maxLength) {
    this.reader = reader;
    this.maxLength = maxLength;
  }

  /** The next line without its end (carriage return, line feed), or null at the end. */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() < maxLength) {
        line.append((char) c);
      }
      c = reader.read();
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }
}
