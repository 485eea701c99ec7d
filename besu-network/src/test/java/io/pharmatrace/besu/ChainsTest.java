package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainsTest {
  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void haveAnvil() throws IOException {
    Path anvil = Files.createFile(directory.resolve("anvil"));
    assertThat(anvil.toFile().setExecutable(true)).isTrue();
    environment.put("ANVIL", anvil.toString());
  }

  @Test
  void autoTakesTheBesuThatTheUserNames() throws IOException {
    environment.put("BESU_HOME", FakeBesu.distribution(directory.resolve("mine")).toString());

    assertThat(chains().choose(ChainChoice.AUTO, Progress.SILENT)).isInstanceOf(BesuNetwork.class);
  }

  @Test
  void autoTakesTheBesuThatWasFetchedBefore() throws IOException {
    FakeBesu.distribution(directory.resolve("distributions/besu-1.2.3"));

    assertThat(chains().choose(ChainChoice.AUTO, Progress.SILENT)).isInstanceOf(BesuNetwork.class);
  }

  @Test
  void autoWithoutBesuSaysInOneLineThatThisIsADevelopmentChain() {
    List<String> told = new ArrayList<>();

    Chain chain = chains().choose(ChainChoice.AUTO, told::add);

    assertThat(chain).isInstanceOf(DevChain.class);
    assertThat(told)
        .filteredOn(line -> line.contains("development chain"))
        .singleElement()
        .asString()
        .doesNotContain("\n");
  }

  @Test
  void besuIsNeverReplacedByADevelopmentChain() {
    assertThatThrownBy(() -> chains().choose(ChainChoice.BESU, Progress.SILENT))
        .isInstanceOf(BesuUnavailableException.class);
  }

  @Test
  void wrongBesuHomeIsAnErrorAndNotPassedOver() {
    environment.put("BESU_HOME", directory.resolve("nowhere").toString());

    assertThatThrownBy(() -> chains().choose(ChainChoice.AUTO, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("BESU_HOME");
  }

  @Test
  void installationStaysWithTheChainThatItBeganWith() throws IOException {
    Files.createDirectories(directory.resolve("chain/dev"));
    environment.put("BESU_HOME", FakeBesu.distribution(directory.resolve("mine")).toString());

    assertThat(chains().existing()).containsInstanceOf(DevChain.class);
    assertThat(chains().choose(ChainChoice.AUTO, Progress.SILENT)).isInstanceOf(DevChain.class);
    assertThatThrownBy(() -> chains().choose(ChainChoice.BESU, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("began with chain dev");
  }

  @Test
  void choiceIsReadAsTyped() {
    assertThat(ChainChoice.parse("besu")).isEqualTo(ChainChoice.BESU);
    assertThatThrownBy(() -> ChainChoice.parse("Ganache"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, besu, dev");
  }

  private Chains chains() {
    URI nowhere = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst() + "/besu.zip");
    return new Chains(
        new Chains.Settings(
            directory,
            directory.resolve("chain"),
            directory.resolve("distributions"),
            4711,
            number -> new BesuNode(number, number, number + 4),
            List.of(),
            new BesuRelease("1.2.3", nowhere, "0".repeat(64)),
            environment));
  }
}
