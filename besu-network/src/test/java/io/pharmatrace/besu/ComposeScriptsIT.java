package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two scripts that run inside containers, run here: with a fake of Besu, and on an anvil. */
class ComposeScriptsIT {
  private static final Path SCRIPTS = Path.of("compose").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void networkForContainersHasTheFilesOfOneOfProcesses() throws Exception {
    Path network = directory.resolve("network");

    assertThat(make(network)).isZero();

    Path second = network.resolve("validator-2");
    String enodeOfThird = "enode://" + "3".repeat(128) + "@172.31.77.13:30303";
    List<String> enodes =
        List.of(1, 2, 3, 4).stream()
            .map(n -> "enode://%s@172.31.77.1%d:30303".formatted(n.toString().repeat(128), n))
            .toList();
    assertThat(second.resolve("permissions_config.toml"))
        .hasContent(
            "nodes-allowlist=" + BesuValidator.quoted(enodes) + "\naccounts-allowlist=[]\n");
    assertThat(second.resolve("static-nodes.json"))
        .content()
        .contains(enodeOfThird)
        .doesNotContain("172.31.77.12");
    assertThat(second.resolve("address")).hasContent("0x" + "2".repeat(40));
    assertThat(Files.getPosixFilePermissions(second.resolve("key"))).hasSize(2);
    assertThat(network.resolve("draft")).doesNotExist();
  }

  @Test
  void networkIsMadeOnce() throws Exception {
    Path network = directory.resolve("network");
    make(network);
    Files.writeString(network.resolve("validator-1/key"), "mine");

    assertThat(make(network)).isZero();

    assertThat(network.resolve("validator-1/key")).hasContent("mine");
  }

  @Test
  void nodeIsHealthyWhileItsHeadAdvancesAndOnlyThen() throws Exception {
    Path anvil = Anvil.find(Path.of("..").toAbsolutePath().normalize(), System.getenv());
    int port = Ports.free(1).getFirst();
    DevChain chain = new DevChain(new DevChain.Settings(anvil, directory, port, 1337));
    chain.start(Progress.SILENT);
    try {
      assertThat(healthy(port)).isZero();
      assertThat(healthy(port)).as("asked again within the same block, or the next").isIn(0, 1);
      chain.stop();
      assertThat(healthy(port)).as("does not answer").isEqualTo(1);
      chain.start(Progress.SILENT);
      Files.writeString(directory.resolve("head"), "1000000");
      assertThat(healthy(port)).as("stands").isEqualTo(1);
      assertThat(Integer.parseInt(Files.readString(directory.resolve("head")).strip()))
          .isLessThan(1000);
    } finally {
      chain.kill();
    }
  }

  private int make(Path network) throws IOException, InterruptedException {
    Path home = FakeBesu.distribution(directory.resolve("besu"));
    ProcessBuilder script =
        new ProcessBuilder(
            "/bin/sh",
            SCRIPTS.resolve("make-network.sh").toString(),
            network.toString(),
            SCRIPTS.resolve("generator-input.json").toString(),
            ComposeFile.ADDRESSES);
    script.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    script.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return script.inheritIO().start().waitFor();
  }

  private int healthy(int port) throws IOException, InterruptedException {
    return new ProcessBuilder(
            "/bin/bash",
            SCRIPTS.resolve("healthy.sh").toString(),
            Integer.toString(port),
            directory.resolve("head").toString())
        .inheritIO()
        .start()
        .waitFor();
  }
}
