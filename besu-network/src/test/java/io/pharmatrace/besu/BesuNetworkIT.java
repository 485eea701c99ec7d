package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Besu is called and looked after, with a fake in its place: see {@link FakeBesu}. */
class BesuNetworkIT {
  private static final String SENDER = "0x" + "ab".repeat(20);

  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static BesuSettings settings;

  @SuppressWarnings("NullAway.Init")
  private static BesuNetwork network;

  @BeforeAll
  static void make() throws IOException {
    List<Integer> ports = Ports.free(8);
    settings =
        new BesuSettings(
            FakeBesu.distribution(directory.resolve("fake-besu")),
            directory.resolve("network"),
            4711,
            IntStream.range(0, 4)
                .mapToObj(i -> new BesuNode(i + 1, ports.get(i), ports.get(i + 4)))
                .toList(),
            List.of(SENDER));
    network = new BesuNetwork(settings);
  }

  @BeforeEach
  void start() {
    network.start(Progress.SILENT);
  }

  @AfterAll
  static void kill() {
    network.kill();
  }

  @Test
  void everyValidatorIsCalledWithItsOwnKeyPortsAndFiles() throws IOException {
    Path second = settings.directory().resolve("validator-2");

    List<String> arguments = Files.readAllLines(second.resolve("data/arguments"));

    assertThat(arguments)
        .containsExactlyInAnyOrder(
            "--genesis-file=" + network.genesisFile(),
            "--data-path=" + second.resolve("data"),
            "--node-private-key-file=" + second.resolve("key"),
            "--data-storage-format=FOREST",
            "--sync-mode=FULL",
            "--discovery-enabled=false",
            "--static-nodes-file=" + second.resolve("static-nodes.json"),
            "--nat-method=NONE",
            "--p2p-host=127.0.0.1",
            "--p2p-interface=127.0.0.1",
            "--p2p-port=" + settings.nodes().get(1).p2pPort(),
            "--rpc-http-enabled=true",
            "--rpc-http-host=127.0.0.1",
            "--rpc-http-port=" + settings.nodes().get(1).rpcPort(),
            "--rpc-http-api=ETH,NET,WEB3,QBFT,TXPOOL,PERM",
            "--host-allowlist=localhost,127.0.0.1",
            "--min-gas-price=0",
            "--rpc-tx-feecap=0",
            "--tx-pool=SEQUENCED",
            "--tx-pool-limit-by-account-percentage=1",
            "--tx-pool-max-size=8192",
            "--permissions-nodes-config-file-enabled=true",
            "--permissions-nodes-config-file=" + second.resolve("permissions_config.toml"),
            "--permissions-accounts-config-file-enabled=true",
            "--permissions-accounts-config-file=" + second.resolve("permissions_config.toml"),
            "--logging=INFO");
    assertThat(second.resolve("data/variables")).content().contains("-Xmx768m");
  }

  @Test
  void validatorsKnowEachOtherAndNobodyElse() throws IOException {
    String enode = "enode://" + "3".repeat(128) + "@127.0.0.1:" + settings.nodes().get(2).p2pPort();
    Path second = settings.directory().resolve("validator-2");
    Path third = settings.directory().resolve("validator-3");

    assertThat(second.resolve("static-nodes.json")).content().contains(enode);
    assertThat(third.resolve("static-nodes.json")).content().doesNotContain(enode);
    assertThat(Files.readString(third.resolve("permissions_config.toml")).split("enode://"))
        .hasSize(1 + 4);
    assertThat(second.resolve("permissions_config.toml"))
        .content()
        .contains("accounts-allowlist=[\"" + SENDER + "\"]");
  }

  @Test
  void keysAreForTheirOwnerAloneAndKeptAcrossRestarts() throws IOException {
    Path key = settings.directory().resolve("validator-1/key");
    String before = Files.readString(key);
    assertThat(Files.getPosixFilePermissions(key))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    network.stop();
    Files.writeString(key, before + " ");
    new BesuNetwork(settings).start(Progress.SILENT);

    assertThat(key).hasContent(before + " ");
    assertThat(network.missing()).isEmpty();
  }

  @Test
  void deadValidatorIsNamedAndBroughtBackByStart() {
    BackgroundProcess third =
        BackgroundProcess.find(new BesuValidator(settings, settings.nodes().get(2)).program())
            .orElseThrow();

    third.kill();
    assertThat(network.missing()).contains("validator-3 does not run");
    network.start(Progress.SILENT);

    assertThat(network.missing()).isEmpty();
  }

  @Test
  void validatorThatAnswersButStandsStillIsNotHealthy() throws IOException {
    Path hang = Files.createFile(settings.directory().resolve("validator-4/data/hang"));

    assertThat(network.missing()).hasValueSatisfying(why -> assertThat(why).contains("block 3"));

    Files.delete(hang);
  }

  @Test
  void anotherProcessFindsAndStopsTheNetwork() {
    new BesuNetwork(settings).stop();

    assertThat(network.missing()).contains("validator-1 does not run");
  }

  @Test
  void networkOfAnotherChainIdIsNotTakenOver() {
    BesuSettings other =
        new BesuSettings(settings.home(), settings.directory(), 4712, settings.nodes(), List.of());

    assertThatThrownBy(() -> new BesuNetwork(other).start(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("has chain id 4711, not 4712");
  }

  @Test
  void namesItselfByWhatItAnswers() {
    assertThat(network.clientVersion()).isEqualTo("fake-besu/v0");
    assertThat(network.rpcUrls()).hasSize(4);
  }
}
