package io.pharmatrace.testsupport;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The first process of a running PostgreSQL server. */
final class Postmaster {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final ProcessHandle process;

  private Postmaster(ProcessHandle process) {
    this.process = process;
  }

  /**
   * Finds the server of a data directory.
   *
   * @param data where its pid file is
   * @param startedAs the path that the server was started with, by which it is told from a process
   *     that got its id later
   */
  static Optional<Postmaster> in(Path data, Path startedAs) {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid)
          .filter(process -> commandLine(process).contains(startedAs.toString()))
          .map(Postmaster::new);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Ends the server without a checkpoint (SIGQUIT, "immediate shutdown"), so that its next start
   * recovers as after a crash. SIGKILL would leave its workers holding shared memory.
   */
  void crash() {
    try {
      int exit =
          new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new ProcessFailedException("cannot signal PostgreSQL, process " + process.pid());
      }
    } catch (IOException e) {
      throw new ProcessFailedException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while stopping PostgreSQL", e);
    }
    Await.until(
        "the end of PostgreSQL, process " + process.pid(),
        DEADLINE,
        Progress.SILENT,
        () -> process.isAlive() ? Optional.of("it still runs") : Optional.empty());
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }
}
