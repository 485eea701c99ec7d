package io.pharmatrace.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void choose() {
    log = directory.resolve("part.log");
  }

  @Test
  void longLogIsPutAside() throws IOException {
    Files.write(log, new byte[20_000_001]);

    LogTail.putAsideWhenLong(log);

    assertThat(log).doesNotExist();
    assertThat(directory.resolve("part.log.1")).hasSize(20_000_001);
  }

  @Test
  void shortLogIsContinued() throws IOException {
    Files.writeString(log, "started before");

    LogTail.putAsideWhenLong(log);

    assertThat(log).hasContent("started before");
  }

  @Test
  void missingLogHasNoLines() {
    assertThat(LogTail.lines(log, 10)).isEmpty();
    assertThat(LogTail.lastFault(log)).isEmpty();
  }

  @Test
  void lastLinesInTheirOrder() throws IOException {
    Files.write(log, IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toList());

    assertThat(LogTail.lines(log, 3)).containsExactly("line 997", "line 998", "line 999");
  }

  @Test
  void lineThatIsCutByTheWindowIsLeftOut() throws IOException {
    Files.write(log, List.of("x".repeat(5_000), "last"));

    assertThat(LogTail.lines(log, 2)).containsExactly("last");
  }

  @Test
  void faultOfAnEarlierRunIsNoReasonAndInformationIsNone() throws IOException {
    Files.write(
        log,
        List.of(
            "Terminating due to java.lang.OutOfMemoryError",
            "=== starting the application, 2026-11-21T08:00:00Z",
            "2026-11-21 INFO ErrorCatalogue has 15 codes"));

    assertThat(LogTail.lastFault(log)).isEmpty();
  }

  @Test
  void faultIsTheLastLineThatSpeaksOfOneAndNoFrameOfItsStack() throws IOException {
    Files.write(
        log,
        List.of(
            "ERROR an old one",
            "Caused by: java.io.IOException: No space left on device",
            "\tat org.example.ErrorHandler.fail(ErrorHandler.java:1)",
            "bye"));

    assertThat(LogTail.lastFault(log))
        .contains("Caused by: java.io.IOException: No space left on device");
  }
}
