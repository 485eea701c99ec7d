package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of networks that do not run; those that do: ValidatorsIT. */
class NetworkBackupTest {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private Path network;

  @SuppressWarnings("NullAway.Init")
  private Path backup;

  @BeforeEach
  void makeNetwork() throws IOException {
    network = directory.resolve("network");
    backup = directory.resolve("backup");
    for (int number : List.of(1, 7)) {
      Path node = Files.createDirectories(network.resolve("validator-" + number));
      Files.writeString(node.resolve("key"), "0x" + number);
      Files.writeString(node.resolve("key.pub"), "0x" + Integer.toString(number).repeat(128));
      Files.writeString(node.resolve("address"), "0x" + Integer.toString(number).repeat(40));
      Files.createDirectories(node.resolve("data/database"));
    }
    Files.writeString(network.resolve("genesis.json"), "{}");
    Files.writeString(network.resolve("permitted-nodes.txt"), "# none\n");
    Files.writeString(network.resolve("p2p-host"), "192.0.2.7\n");
    Files.writeString(network.resolve("validator-7/replaces"), "1");
  }

  @Test
  void whatCannotBeMadeAgainComesBackAndBlocksAreNotInIt() throws IOException {
    assertThat(new NetworkBackup(network, 4711).backup(backup, List.of())).isEqualTo(2);

    Path restored = directory.resolve("restored");
    assertThat(new NetworkBackup(restored, 4711).restore(backup, List.of(), false, Progress.SILENT))
        .isEqualTo(2);

    assertThat(restored.resolve("validator-7/key")).hasContent("0x7");
    assertThat(restored.resolve("genesis.json")).hasContent("{}");
    assertThat(restored.resolve("permitted-nodes.txt")).hasContent("# none\n");
    assertThat(restored.resolve("p2p-host")).hasContent("192.0.2.7\n");
    assertThat(restored.resolve("validator-7/replaces"))
        .as("a replacement that is under way goes on")
        .hasContent("1");
    assertThat(restored.resolve("validator-7/data")).doesNotExist();
    assertThat(Files.getPosixFilePermissions(restored.resolve("validator-7/key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(backup))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void placeThatHoldsANetworkIsNotOverwritten() {
    new NetworkBackup(network, 4711).backup(backup, List.of());

    refused(network, 4711, "holds a network already");
  }

  @Test
  void directoryThatHoldsSomethingIsNoPlaceForABackup() {
    assertThatThrownBy(() -> new NetworkBackup(network, 4711).backup(directory, List.of()))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("is not empty");
  }

  @Test
  void alteredKeyIsNotRestored() throws IOException {
    new NetworkBackup(network, 4711).backup(backup, List.of());
    Files.writeString(backup.resolve("validator-1/key"), "0x2");

    refused(directory.resolve("restored"), 4711, "validator-1/key is missing or was changed");
  }

  @Test
  void networkOfAnotherChainIdIsNotRestored() {
    new NetworkBackup(network, 4711).backup(backup, List.of());

    refused(directory.resolve("restored"), 4712, "chain id 4711, not 4712");
  }

  @Test
  void oneKeyInTwoNodesIsNotRestored() throws IOException {
    Files.copy(
        network.resolve("validator-1/key.pub"),
        network.resolve("validator-7/key.pub"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    new NetworkBackup(network, 4711).backup(backup, List.of());

    refused(directory.resolve("restored"), 4711, "one key twice");
  }

  @Test
  void manifestThatLeadsOutsideIsRefused() throws IOException {
    new NetworkBackup(network, 4711).backup(backup, List.of());
    Path manifest = backup.resolve("backup.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("validator-7/key\"", "../validator-7/key\""));

    refused(directory.resolve("restored"), 4711, "none of ours: ../validator-7/key");
  }

  @Test
  void directoryWithoutAManifestIsNoBackup() {
    refused(directory.resolve("restored"), 4711, "is no backup of a network");
  }

  private void refused(Path target, long chainId, String why) {
    assertThatThrownBy(
            () ->
                new NetworkBackup(target, chainId)
                    .restore(backup, List.of(), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining(why);
    if (!target.equals(network)) {
      assertThat(target).doesNotExist();
    }
  }
}
