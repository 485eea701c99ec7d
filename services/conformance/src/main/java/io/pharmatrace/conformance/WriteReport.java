package io.pharmatrace.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last step of a whole run: writes docs/conformance.md, and in CI demands that it was so. */
public final class WriteReport {
  private static final String PARTIAL = "partial";

  private WriteReport() {}

  /**
   * Runs as a step of the build.
   *
   * @param arguments the root of the checkout, {@code true} in CI, the name of the run; {@code
   *     partial} names a run that was not of everything, and nothing happens
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String... arguments) throws IOException {
    if (!arguments[2].equals(PARTIAL)) {
      write(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]), arguments[2]);
    }
  }

  static void write(Path root, boolean ci, String run) throws IOException {
    List<Tally> tallies = Records.of(root, run);
    if (tallies.isEmpty() || tallies.stream().anyMatch(tally -> tally.failed() > 0)) {
      throw new IllegalStateException(
          "docs/conformance.md is left as it was: no test with @Feature ran, or one failed.");
    }
    Path document = root.resolve("docs").resolve("conformance.md");
    String text = Report.of(tallies, Gaps.ALL);
    if (Files.exists(document) && Files.readString(document).equals(text)) {
      return;
    }
    Files.writeString(document, text);
    if (ci) {
      throw new IllegalStateException(
          "docs/conformance.md did not say what the tests show: run ./pharmatrace test and commit"
              + " the file that it rewrites.");
    }
  }
}
