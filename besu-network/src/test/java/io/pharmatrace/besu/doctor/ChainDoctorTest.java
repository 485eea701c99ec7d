package io.pharmatrace.besu.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Faults of Besu nodes, with what a node answered that had them: see {@link RecordedNode}. */
class ChainDoctorTest {
  private static final String SENDER = "0x" + "12".repeat(20);

  @Test
  void unequalGasSettingsOfOneValidatorAreNamedByNodeAndByProposer() throws IOException {
    try (RecordedNode fourth = new RecordedNode().with("net_peerCount", "0x3");
        RecordedNode other = new RecordedNode().with("net_peerCount", "0x3")) {
      other.with("eth_gasPrice", other.recorded("eth_gasPrice of the others"));

      List<ChainFinding> findings = examine(other.url(), fourth.url());

      assertThat(findings)
          .extracting(ChainFinding::code)
          .containsExactly(Code.GAS_SETTINGS, Code.GAS_SETTINGS);
      assertThat(findings.getFirst().cause()).contains("1000 wei at " + fourth.url());
      assertThat(findings.getLast().cause())
          .contains("changed the gas limit from 97")
          .contains("0x6e75d31b2fb5417d1be57cec00cfe6913478ac7f");
    }
  }

  @Test
  void validatorsWithoutAllPeersAreNamedInOneLine() throws IOException {
    try (RecordedNode one = healthy().with("net_peerCount", "0x2");
        RecordedNode other = healthy().with("net_peerCount", "0x1")) {
      assertThat(examine(one.url(), other.url()))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.code()).isEqualTo(Code.TOO_FEW_PEERS);
                assertThat(finding.cause())
                    .contains("2 at " + one.url(), "1 at " + other.url(), "fewer than 2");
              });
    }
  }

  @Test
  void peerThatIsMissedBecauseItIsSilentIsNotNamedTwice() throws IOException {
    RecordedNode dead = healthy();
    dead.close();
    try (RecordedNode one = healthy().with("net_peerCount", "0x2")) {
      assertThat(examine(one.url(), dead.url()))
          .extracting(ChainFinding::code)
          .containsExactly(Code.NODE_SILENT);
    }
  }

  @Test
  void forkThatIsStillToComeIsNamedWithItsTime() throws IOException {
    try (RecordedNode node = healthy()) {
      ObjectNode config = node.recorded("eth_config").deepCopy();
      config.putObject("next").put("activationTime", 1_800_000_000);

      assertThat(examine(node.with("eth_config", (JsonNode) config).url()))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.code()).isEqualTo(Code.GENESIS_TOO_NEW);
                assertThat(finding.cause()).contains("at unix time 1800000000");
              });
    }
  }

  @Test
  void gapIsTheFirstNonceThatNoPoolHas() {
    assertThat(NonceGaps.gap(5, new TreeSet<>(List.of(5L, 6L, 8L)))).contains(7L);
    assertThat(NonceGaps.gap(5, new TreeSet<>(List.of(9L)))).contains(5L);
    assertThat(NonceGaps.gap(5, new TreeSet<>(List.of(5L, 6L)))).isEmpty();
    // Mined between the two questions.
    assertThat(NonceGaps.gap(5, new TreeSet<>(List.of(3L, 4L)))).isEmpty();
    assertThat(NonceGaps.gap(5, new TreeSet<>())).isEmpty();
  }

  /** A validator that hangs, with what waited when it began to, while the others went on. */
  @Test
  void aNodeThatIsBehindMakesNoGap() throws IOException {
    try (RecordedNode hung = healthy().with("eth_getTransactionCount", "0x5");
        RecordedNode other = healthy().with("eth_getTransactionCount", "0x64")) {
      waiting(hung, 5, 6);
      waiting(other, 100, 101);

      assertThat(examine(hung.url(), other.url())).isEmpty();
      waiting(other, 100, 102);
      assertThat(examine(hung.url(), other.url()))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.code()).isEqualTo(Code.NONCE_GAP);
                assertThat(finding.cause()).contains("its nonce 101");
              });
    }
  }

  private static void waiting(RecordedNode node, long... nonces) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    ObjectNode account = content.putObject("pending").putObject(SENDER);
    for (long nonce : nonces) {
      account.putObject(Long.toString(nonce));
    }
    node.with("txpool_content", (JsonNode) content);
  }

  private static RecordedNode healthy() throws IOException {
    RecordedNode node = new RecordedNode().with("net_peerCount", "0x3");
    node.with("eth_gasPrice", node.recorded("eth_gasPrice of the others"));
    for (JsonNode block : node.recorded("eth_getBlockByNumber")) {
      ((ObjectNode) block).put("gasLimit", "0x5f5e100");
    }
    return node;
  }

  private static List<ChainFinding> examine(URI... urls) {
    return new ChainDoctor(List.of(urls), new Expected(1337, Map.of(), Map.of("relay", SENDER)))
        .examine();
  }
}
