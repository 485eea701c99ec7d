package io.pharmatrace.launcher.command;

import io.pharmatrace.process.Progress;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Where a command tells a person what it does: plain lines, flushed at once. */
public final class Console {
  private final PrintWriter out;
  private final Supplier<String> beginning;

  private Console(PrintWriter out, Supplier<String> beginning) {
    this.out = out;
    this.beginning = beginning;
  }

  /** One that writes there. */
  public Console(PrintWriter out) {
    this(out, () -> "");
  }

  /** For a log: each line begins with the time in UTC. */
  static Console dated(PrintWriter out) {
    return new Console(out, () -> Instant.now().truncatedTo(ChronoUnit.MILLIS) + " ");
  }

  /** Says a line. */
  public void line(String text) {
    out.println(beginning.get() + text);
    out.flush();
  }

  /** Progress of one part, its name before each line. Thread-safe, as PrintWriter is. */
  public Progress progressOf(String part) {
    return line -> line("  %-9s %s".formatted(part, line));
  }
}
