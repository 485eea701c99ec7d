package io.pharmatrace.launcher.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.besu.Joining;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinCommandTest {
  private static final String ADDRESS = "0x" + "cd".repeat(20);
  private static final String ENODE = "enode://" + "e".repeat(128) + "@192.0.2.8:30303";

  @Test
  void itSaysWhatToSendAndWhatTheOthersDoWithIt() {
    assertThat(JoinCommand.words(new Joining.Joined(ADDRESS, ENODE)))
        .containsSubsequence(
            ENODE,
            ADDRESS,
            "permitted-nodes.txt",
            "chain reload",
            "up --chain besu --no-demo",
            "./pharmatrace chain add " + ADDRESS);
  }

  @Test
  void theApplicationOfAHomeThatJoinedFoundsNoContracts(@TempDir Path directory)
      throws IOException {
    Home home = new Home(directory);
    Path network = Files.createDirectories(home.data("chain").resolve("besu"));
    assertThat(Parts.of(home).chain().chains().contracts())
        .containsEntry("pharmatrace.chain.deploy", "true");

    Files.writeString(network.resolve("contracts.json"), "{\"ledger\": \"" + ADDRESS + "\"}");

    assertThat(Parts.of(home).chain().chains().contracts())
        .containsEntry("pharmatrace.chain.deploy", "false")
        .containsEntry("pharmatrace.chain.ledger", ADDRESS)
        .doesNotContainKey("pharmatrace.chain.recall-board");
  }
}
