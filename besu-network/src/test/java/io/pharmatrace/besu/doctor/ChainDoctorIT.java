package io.pharmatrace.besu.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import io.pharmatrace.process.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault that an anvil can have is put into a real one. */
class ChainDoctorIT {
  private static final String NOWHERE = "0x" + "12".repeat(20);

  @TempDir Path directory;

  @Test
  void healthyChainHasNoFinding() {
    try (SickChain chain = SickChain.start(directory)) {
      assertThat(examine(plain(), chain.url())).isEmpty();
    }
  }

  @Test
  void chainThatMakesNoBlocksIsNamedWithItsHead() {
    try (SickChain chain = SickChain.start(directory, "--no-mining")) {
      assertOnly(
          examine(plain(), chain.url()), Code.NO_BLOCKS, chain.url() + " made no block", "0");
    }
  }

  @Test
  void wrongChainIdIsNamedWithBothIds() {
    try (SickChain chain = SickChain.start(directory, "--chain-id", "4712")) {
      assertOnly(examine(plain(), chain.url()), Code.WRONG_CHAIN_ID, "4712", "not 4711");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"london", "shanghai"})
  void rulesOlderThanTheBytecodeAreNamed(String fork) {
    try (SickChain chain = SickChain.start(directory, "--hardfork", fork)) {
      assertOnly(examine(plain(), chain.url()), Code.GENESIS_TOO_OLD, "before Cancun");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"prague", "osaka"})
  void rulesNewerThanOurProofsAreNamed(String fork) {
    try (SickChain chain = SickChain.start(directory, "--hardfork", fork)) {
      assertOnly(examine(plain(), chain.url()), Code.GENESIS_TOO_NEW, "Prague or later");
    }
  }

  @Test
  void baseFeeIsNamed() {
    try (SickChain chain = SickChain.start(directory, "--block-base-fee-per-gas", "1000000000")) {
      assertOnly(examine(plain(), chain.url()), Code.GAS_SETTINGS, "base fee");
    }
  }

  @Test
  void changedGasLimitIsNamedWithItsBlockAndProposer() throws InterruptedException {
    try (SickChain chain = SickChain.start(directory)) {
      chain.rpc().call("evm_setBlockGasLimit", "0x1c9c380");
      chain.rpc().call("evm_mine");
      chain.rpc().call("evm_setBlockGasLimit", "0x5f5e100");
      chain.rpc().call("evm_mine");

      assertOnly(
          examine(plain(), chain.url()), Code.GAS_SETTINGS, "to 100000000", "proposed by 0x");
    }
  }

  @Test
  void missingContractIsNamedWithItsAddress() {
    Expected expected = new Expected(4711, Map.of("CustodyLedger", NOWHERE), Map.of());
    try (SickChain chain = SickChain.start(directory)) {
      assertOnly(
          examine(expected, chain.url()), Code.CONTRACT_MISSING, "no CustodyLedger at " + NOWHERE);
    }
  }

  @Test
  void gapInNoncesIsNamedAndCuredByTheMissingTransaction() {
    try (SickChain chain = SickChain.start(directory)) {
      String sender = chain.rpc().call("eth_accounts").get(0).asText();
      Expected expected = new Expected(4711, Map.of(), Map.of("relay", sender));
      send(chain.rpc(), sender, 0);
      send(chain.rpc(), sender, 2);

      assertOnly(examine(expected, chain.url()), Code.NONCE_GAP, "relay", "its nonce 1");

      send(chain.rpc(), sender, 1);
      assertThat(examine(expected, chain.url())).isEmpty();
    }
  }

  @Test
  void nodeThatDoesNotAnswerIsNamedAndTheOthersAreLookedAt() {
    URI dead = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst());
    try (SickChain chain = SickChain.start(directory, "--hardfork", "london")) {
      assertThat(examine(plain(), dead, chain.url()))
          .extracting(ChainFinding::code)
          .containsExactly(Code.NODE_SILENT, Code.GENESIS_TOO_OLD);
    }
  }

  @Test
  void nodesOfDifferentNetworksAreNotOneChain() {
    try (SickChain one = SickChain.start(directory, "--timestamp", "1600000000");
        SickChain other = SickChain.start(directory, "--timestamp", "1700000000")) {
      assertThat(examine(plain(), one.url(), other.url()))
          .extracting(ChainFinding::code)
          .containsExactly(Code.GENESIS_DIFFERS);
    }
  }

  private static Expected plain() {
    return new Expected(4711, Map.of(), Map.of());
  }

  private static List<ChainFinding> examine(Expected expected, URI... urls) {
    return new ChainDoctor(List.of(urls), expected).examine();
  }

  private static void send(JsonRpc rpc, String sender, int nonce) {
    rpc.call(
        "eth_sendTransaction",
        Map.of("from", sender, "to", NOWHERE, "nonce", "0x" + nonce, "gasPrice", "0x0"));
  }

  private static void assertOnly(List<ChainFinding> findings, Code code, String... words) {
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.cause()).contains(words);
              assertThat(finding.cure()).endsWith(".");
              assertThat(Stream.of(finding.cause(), finding.cure()))
                  .noneMatch(t -> t.contains("\n"));
            });
  }
}
