package io.pharmatrace.launcher.demo;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.process.Progress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs that do one thing, tell how it goes line by line, and end. */
final class Talking {
  private Talking() {}

  /**
   * Runs a program to its end and passes on what it prints.
   *
   * @param name what a person calls it
   * @param command the program and its arguments
   * @param log gets what it prints
   * @param deadline after which it is killed
   * @param progress gets what it prints
   * @throws Failure when it ends with another code than 0, or not in time; quotes its last line
   */
  static void run(
      String name, List<String> command, Path log, Duration deadline, Progress progress) {
    String why;
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .start();
      CompletableFuture<String> lastLine =
          CompletableFuture.supplyAsync(() -> passOn(process, log, progress));
      boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String last = lastLine.join();
      if (ended && process.exitValue() == 0) {
        return;
      }
      why =
          (ended
                  ? "it ended with code " + process.exitValue()
                  : "it had not ended after " + deadline.toSeconds() + " s")
              + "; its last words: "
              + last;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "it was interrupted";
    }
    throw new Failure(
        name + " failed", why, "All it said is in " + log + ". Then run ./pharmatrace up again.");
  }

  /** Reads until the program ends; gives its last line. */
  private static String passOn(Process process, Path log, Progress progress) {
    String last = "nothing";
    try (BufferedReader printed = process.inputReader();
        BufferedWriter kept = Files.newBufferedWriter(log)) {
      for (String line = printed.readLine(); line != null; line = printed.readLine()) {
        kept.write(line);
        kept.newLine();
        if (!line.isBlank()) {
          last = line.strip();
          progress.report(last);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the output in " + log, e);
    }
    return last;
  }
}
