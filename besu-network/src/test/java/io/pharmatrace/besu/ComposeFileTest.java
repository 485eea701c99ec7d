package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeFileTest {
  private static final List<String> PLACES =
      List.of("-file=", "-path=", "-host=", "-interface=", "-port=", "-allowlist=");

  @TempDir Path directory;

  @Test
  void fileIsWhatTheCodeWrites() throws IOException {
    Path written = Files.writeString(Path.of("target/compose.yaml"), ComposeFile.text());

    assertThat(Path.of("compose.yaml"))
        .as("copy %s over it", written)
        .hasSameTextualContentAs(written);
  }

  @Test
  void generatorIsGivenTheSameGenesis() throws IOException {
    Path written =
        Files.writeString(
            Path.of("target/generator-input.json"), QbftGenesis.generatorInput(1337, 4) + "\n");

    assertThat(Path.of("compose/generator-input.json"))
        .as("copy %s over it", written)
        .hasSameTextualContentAs(written);
  }

  @Test
  void optionsOfAContainerDifferFromThoseOfAProcessInPlacesOnly() {
    BesuSettings settings =
        new BesuSettings(
            directory, directory, 1337, List.of(new BesuNode(2, 8546, 30304)), List.of());
    List<String> process =
        new BesuValidator(settings, settings.nodes().getFirst()).program().command();

    assertThat(withoutPlaces(ComposeFile.arguments(ComposeFile.ADDRESSES, 2).stream()))
        .isNotEmpty()
        .isEqualTo(withoutPlaces(process.stream().skip(1)));
    assertThat(ComposeFile.arguments(ComposeFile.ADDRESSES, 2)).hasSize(process.size() - 1);
  }

  private static List<String> withoutPlaces(Stream<String> arguments) {
    return arguments
        .filter(argument -> PLACES.stream().noneMatch(argument::contains))
        .sorted()
        .toList();
  }
}
