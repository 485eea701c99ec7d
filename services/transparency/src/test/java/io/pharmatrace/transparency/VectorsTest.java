package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The formats are frozen: a difference here means that everything logged so far can no longer be
 * checked. Only a new format may add vectors; {@code -Dvectors.write=true} writes them.
 */
class VectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors");

  @Test
  void theCommittedVectorsAreWhatTheCodeComputes() throws IOException {
    if (Boolean.getBoolean("vectors.write")) {
      for (Map.Entry<String, String> file : Vectors.files().entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
      }
    }
    for (Map.Entry<String, String> file : Vectors.files().entrySet()) {
      assertThat(Files.readString(FOLDER.resolve(file.getKey()), StandardCharsets.UTF_8))
          .as(file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void noCommittedVectorIsWithoutItsComputation() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json")))
          .containsExactlyInAnyOrderElementsOf(Vectors.files().keySet());
    }
  }
}
