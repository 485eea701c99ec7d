package io.pharmatrace.testsupport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.ProcessFailedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedChainTest {
  @TempDir Path directory;

  @Test
  void besuThatIsAskedForAndNotThereIsAnErrorAndNotReplaced() {
    assertThatThrownBy(() -> new EmbeddedChain(directory, Map.of("PHARMATRACE_TEST_CHAIN", "besu")))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("BESU_HOME names none");
  }

  @Test
  void unknownChainIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(
            () -> new EmbeddedChain(directory, Map.of("PHARMATRACE_TEST_CHAIN", "ganache")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, besu, dev");
  }
}
