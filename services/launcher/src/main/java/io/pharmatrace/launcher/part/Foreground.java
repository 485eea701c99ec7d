package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that do one thing and end. */
final class Foreground {
  private Foreground() {}

  /**
   * Runs a program to its end.
   *
   * @param name what a person calls it
   * @param command the program and its arguments
   * @param log what it prints is appended here
   * @param deadline after which it is killed
   * @throws Failure when it ends with another code than 0, or not in time
   */
  static void run(String name, List<String> command, Path log, Duration deadline) {
    String why;
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        if (process.exitValue() == 0) {
          return;
        }
        why = "it ended with code " + process.exitValue();
      } else {
        process.destroyForcibly();
        why = "it had not ended after " + deadline.toSeconds() + " s";
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "it was interrupted";
    }
    throw new Failure(name + " failed", why, "Its output is at the end of " + log + ".");
  }
}
