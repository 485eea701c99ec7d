package io.pharmatrace.process;

/** Receives lines that tell a person what is going on. May be called from any thread. */
@FunctionalInterface
public interface Progress {
  /** Keeps silent. */
  Progress SILENT = line -> {};

  /**
   * Tells one thing that happened or is being waited for.
   *
   * @param line one line for a person, without a line end
   */
  void report(String line);
}
