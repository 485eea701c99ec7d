package io.pharmatrace.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.besu.doctor.Expected;
import io.pharmatrace.launcher.doctor.Finding.Grade;
import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainCheckTest {
  @TempDir Path directory;

  @Test
  void expectsWhatTheApplicationIsTiedToAlsoWhenItSeesNoChain() throws IOException {
    Expected expected =
        ChainCheck.expected(
            Optional.of(
                new ObjectMapper()
                    .readTree(
                        "{\"chainId\":4711,\"ledger\":\"0x12\",\"consentRegistry\":\"0x34\","
                            + "\"fault\":\"no contract at 0x12\"}")),
            directory);

    assertThat(expected.chainId()).isEqualTo(4711);
    assertThat(expected.contracts())
        .isEqualTo(Map.of("CustodyLedger", "0x12", "ConsentRegistry", "0x34"));
  }

  @Test
  void expectsOurChainIdWhenNobodyTells() {
    assertThat(ChainCheck.expected(Optional.empty(), directory).chainId()).isEqualTo(1337);
  }

  @Test
  void sendersAreReadFromTheirKeyFilesWithoutAPassword() throws IOException {
    Files.writeString(directory.resolve("relay.json"), "{\"address\":\"ab12\",\"crypto\":{}}");
    Files.writeString(
        directory.resolve("consent-registry-deployer.json"),
        "{\"address\":\"cd34\",\"crypto\":{}}");

    assertThat(ChainCheck.senders(directory))
        .isEqualTo(Map.of("relay", "0xab12", "consent-registry-deployer", "0xcd34"));
  }

  @Test
  void relayOfARemoteSignerIsToldByTheApplication() throws IOException {
    Optional<JsonNode> told =
        Optional.of(new ObjectMapper().readTree("{\"relays\":[\"0xab12\",\"0xcd34\"]}"));

    assertThat(ChainCheck.expected(told, directory).senders())
        .isEqualTo(Map.of("relay", "0xab12", "relay 0xcd34", "0xcd34"));
    Files.writeString(directory.resolve("relay.json"), "{\"address\":\"AB12\",\"crypto\":{}}");
    assertThat(ChainCheck.expected(told, directory).senders())
        .isEqualTo(Map.of("relay", "0xAB12", "relay 0xcd34", "0xcd34"));
  }

  @Test
  void aFrozenLedgerIsNamedWithItsSuccessor() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertThat(ChainCheck.end(json.readTree("{\"ledger\":\"0x12\",\"successor\":null}"))).isEmpty();
    assertThat(ChainCheck.end(json.readTree("{\"ledger\":\"0x12\",\"successor\":\"0x34\"}")))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.grade()).isEqualTo(Grade.PROBLEM);
              assertThat(finding.what()).startsWith("LEDGER_FROZEN: ").contains("0x12", "0x34");
            });
  }

  @Test
  void findingIsAProblemWithItsCode() {
    URI dead = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst());

    assertThat(ChainCheck.judge(List.of(dead), new Expected(1337, Map.of(), Map.of())))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.grade()).isEqualTo(Grade.PROBLEM);
              assertThat(finding.what()).startsWith("NODE_SILENT: " + dead);
            });
  }
}
