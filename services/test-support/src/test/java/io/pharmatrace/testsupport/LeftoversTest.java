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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftoversTest {
  // Above the highest process id of Linux (2^22).
  private static final String GONE = "pharmatrace-test-99999999-x";

  @TempDir Path parent;

  @ParameterizedTest
  @CsvSource({"kafka, kafka", "anvil, chain/dev", "validator-2, chain/besu/validator-2"})
  void serverOfAKilledJvmIsEndedAndItsDirectoryDeleted(String name, String directory) {
    BackgroundProcess server =
        BackgroundProcess.start(
            Program.in(name, List.of("sleep", "600"), parent.resolve(GONE).resolve(directory)));

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
