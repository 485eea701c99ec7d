package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class P2pHostTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private BesuSettings settings;

  @BeforeEach
  void makeKey() throws IOException {
    settings =
        new BesuSettings(
            directory, directory, 1337, List.of(new BesuNode(2, 8546, 30304)), List.of());
    Path node = Files.createDirectories(directory.resolve("validator-2"));
    Files.writeString(node.resolve("key.pub"), "0x" + "7".repeat(128));
  }

  private BesuValidator validator() {
    return new BesuValidator(settings, settings.nodes().getFirst());
  }

  @Test
  void isLoopbackUnlessToldOtherwise() {
    assertThat(validator().program().command())
        .contains("--p2p-host=127.0.0.1", "--p2p-interface=127.0.0.1");
    assertThat(validator().enode()).endsWith("@127.0.0.1:30304");
  }

  @Test
  void isTheAddressThatTheOperatorNamedAtEveryStartAndJsonRpcStaysOnLoopback() {
    new BesuNetwork(settings).listenAt("192.0.2.7");

    assertThat(validator().program().command())
        .contains("--p2p-host=192.0.2.7", "--p2p-interface=0.0.0.0", "--rpc-http-host=127.0.0.1");
    assertThat(validator().enode()).endsWith("@192.0.2.7:30304");
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "192.0.2", "192.0.2.777", "", "::1"})
  void isAnIpv4Address(String host) {
    assertThatThrownBy(() -> new BesuNetwork(settings).listenAt(host))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("IPv4");
    assertThat(directory.resolve("p2p-host")).doesNotExist();
  }
}
