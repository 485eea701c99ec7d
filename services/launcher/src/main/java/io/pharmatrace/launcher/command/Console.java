package io.pharmatrace.launcher.command;

import io.pharmatrace.process.Progress;
import java.io.PrintWriter;

/** Where a command tells a person what it does: plain lines, flushed at once. */
final class Console {
  private final PrintWriter out;

  Console(PrintWriter out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Progress of one part, its name before each line. Thread-safe, as PrintWriter is. */
  Progress progressOf(String part) {
    return line -> line("  %-9s %s".formatted(part, line));
  }
}
