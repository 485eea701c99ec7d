package io.pharmatrace.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  // Above the highest process id of Linux (2^22).
  private static final String GONE = "pharmatrace-test-99999999-x";

  @TempDir Path parent;

  @Test
  void serverOfAKilledJvmIsEndedAndItsDirectoryDeleted() {
    BackgroundProcess server =
        BackgroundProcess.start(
            Program.in("kafka", List.of("sleep", "600"), parent.resolve(GONE).resolve("kafka")));

    Leftovers.sweep(parent);

    assertThat(server.isAlive()).isFalse();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatALivingJvmUsesIsLeftAlone() {
    Path own = Leftovers.newDirectory(parent);

    Leftovers.sweep(parent);

    assertThat(own).isDirectory();
  }

  @Test
  void strangersAreLeftAlone() throws IOException {
    Path stranger = Files.createDirectory(parent.resolve("someone-else"));

    Leftovers.sweep(parent);

    assertThat(stranger).isDirectory();
  }
}
