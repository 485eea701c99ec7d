package io.pharmatrace.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What can be measured under one name. */
interface Benchmark {
  /** As a person asks for it. */
  String name();

  /** Measures; what takes long is told to {@code run.progress()}. */
  List<Outcome> run(Run run) throws IOException;

  /**
   * How it is measured.
   *
   * @param pairs of windows, at least 7
   * @param directory for what a benchmark keeps between runs
   * @param progress for a person
   */
  record Run(int pairs, Path directory, PrintWriter progress) {
    void tell(String line) {
      progress.println(line);
      progress.flush();
    }
  }
}
