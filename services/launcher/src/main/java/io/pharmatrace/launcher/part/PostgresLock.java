package io.pharmatrace.launcher.part;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a killed PostgreSQL leaves behind: {@code postmaster.pid}, and for a moment its children. A
 * new server refuses to start while either seems alive, and after a reboot another program may have
 * got the process id in the file. A PostgreSQL process is known by its working directory, which is
 * the data directory.
 */
final class PostgresLock {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Path data;

  PostgresLock(Path data) {
    this.data = data;
  }

  /** Waits for the last child to end, then takes away a file that names a stranger. */
  void clear(Progress progress) {
    Path file = data.resolve("postmaster.pid");
    try {
      Path real = data.toRealPath();
      Await.until(
          "the end of the last processes of the database that was killed",
          DEADLINE,
          progress,
          () -> anyRunsIn(real) ? Optional.of("some still run in " + real) : Optional.empty());
      if (Files.exists(file) && namesStranger(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + file, e);
    }
  }

  private static boolean namesStranger(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.isEmpty()
        || !lines.getFirst().strip().matches("[1-9][0-9]{0,17}")
        || ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).isPresent();
  }

  private static boolean anyRunsIn(Path real) {
    return ProcessHandle.allProcesses().anyMatch(process -> runsIn(real, process.pid()));
  }

  private static boolean runsIn(Path real, long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd")).equals(real);
    } catch (IOException e) {
      return false; // ended meanwhile, or another user's
    }
  }
}
