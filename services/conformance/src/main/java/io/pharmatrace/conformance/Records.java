package io.pharmatrace.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the modules leave what their tests showed: {@code target/conformance/RUN/CLASS.tsv}. */
final class Records {
  private Records() {}

  static Path directory(Path module, String run) {
    return module.resolve("target").resolve("conformance").resolve(run);
  }

  static void write(Path directory, String testClass, List<Tally> tallies) {
    try {
      Files.createDirectories(directory);
      Files.write(
          directory.resolve(testClass + ".tsv"), tallies.stream().map(Tally::line).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All records of a run.
   *
   * @param root of the checkout
   * @param run as in the file names
   * @throws IOException if one cannot be read
   */
  static List<Tally> of(Path root, String run) throws IOException {
    List<Tally> tallies = new ArrayList<>();
    for (Path parent : List.of(root, root.resolve("services"))) {
      try (DirectoryStream<Path> modules = Files.newDirectoryStream(parent, Files::isDirectory)) {
        for (Path module : modules) {
          readAll(directory(module, run), tallies);
        }
      }
    }
    return tallies;
  }

  private static void readAll(Path directory, List<Tally> into) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.tsv")) {
      for (Path file : files) {
        Files.readAllLines(file).forEach(line -> into.add(Tally.parse(line)));
      }
    }
  }
}
