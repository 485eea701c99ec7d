package io.pharmatrace.launcher.part;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Ends of programs that want another signal than SIGTERM. */
final class Signals {
  private Signals() {}

  /** Sends SIGINT. Java can send SIGTERM and SIGKILL only; the shell's own kill sends any. */
  static void interrupt(long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send SIGINT to process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the end; when it does not come in time says so, and leaves the rest to the caller.
   */
  static void awaitEnd(
      BackgroundProcess process, String name, Duration deadline, Progress progress) {
    try {
      Await.until(
          "the end of " + name,
          deadline,
          progress,
          () -> process.isAlive() ? Optional.of("it still runs") : Optional.empty());
    } catch (DeadlineExceededException e) {
      progress.report(e.getMessage() + "; ending it by force");
    }
  }
}
