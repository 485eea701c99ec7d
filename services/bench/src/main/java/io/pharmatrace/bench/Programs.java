package io.pharmatrace.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs other programs. */
final class Programs {
  private Programs() {}

  /** Fails with what to do when a program is not on the PATH. */
  static void require(String program, String debianPackage) throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    if (Stream.of(path.split(File.pathSeparator))
        .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
      throw new IOException(
          "This benchmark needs the program %s and finds none on the PATH (Debian: apt-get install %s)."
              .formatted(program, debianPackage));
    }
  }

  /**
   * Runs a program and waits for its end.
   *
   * @return what it printed
   * @throws IOException when it fails, with the end of what it printed
   */
  static String run(Map<String, String> environment, List<String> command) throws IOException {
    return run(environment, command, _ -> {});
  }

  /** The same, and passes every line on at once. */
  static String run(
      Map<String, String> environment, List<String> command, Consumer<String> progress)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder printed = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.append(line).append('\n');
        progress.accept(line);
      }
      if (process.waitFor() == 0) {
        return printed.toString();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    throw new IOException(
        "%s failed: %s"
            .formatted(
                command.getFirst(), printed.substring(Math.max(0, printed.length() - 1_000))));
  }
}
