package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded header with its state proof, with one byte of it altered at a time. */
class AlteredBytesTest {
  private static final int[] MASKS = {0x01, 0x80, 0xff};

  /** Round 0, round 3, three validators, a vote. */
  @ParameterizedTest
  @ValueSource(longs = {138, 334, 260, 257})
  void noHeaderWithOneByteAlteredIsAccepted(long number) {
    byte[] header = Recorded.block(number).header();

    assertThat(accepted(header)).isPresent();
    for (int i = 0; i < header.length; i++) {
      for (int mask : MASKS) {
        assertThat(accepted(altered(header, i, mask))).as("byte %d ^ %02x", i, mask).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"set-10-at-round-3-block", "embedded-leaf-a", "never-set-diverging-leaf"})
  void noStateProofWithOneByteAlteredIsAccepted(String name) {
    Recorded.Proof proof = Recorded.proof(name);
    Bytes32 stateRoot = proof.stateRoot();

    assertThat(value(proof, stateRoot, proof.accountNodes(), proof.storageNodes()))
        .isEqualTo(proof.value());
    everyAlteration(proof.accountNodes())
        .forEach(
            nodes -> assertThat(value(proof, stateRoot, nodes, proof.storageNodes())).isEmpty());
    everyAlteration(proof.storageNodes())
        .forEach(
            nodes -> assertThat(value(proof, stateRoot, proof.accountNodes(), nodes)).isEmpty());
  }

  @Test
  void noVotesWithOneByteAlteredMakeTheChange() {
    List<byte[]> headers = Recorded.headers(272, 273);
    ValidatorHistory three =
        Outcome.proven(ValidatorHistory.replay(Recorded.NETWORK, Recorded.headers(254, 256, 257)));

    assertThat(three.changes()).hasSize(1);
    for (int i = 0; i < headers.getLast().length; i++) {
      List<byte[]> votes = new ArrayList<>(Recorded.headers(254, 256, 257, 272));
      votes.add(altered(headers.getLast(), i, 0x01));
      assertThat(Outcome.flaw(ValidatorHistory.replay(Recorded.NETWORK, votes)))
          .as("byte %d", i)
          .isPresent();
    }
  }

  @Test
  void noGenesisBlockWithOneByteAlteredIsAccepted() {
    byte[] header = Recorded.GENESIS.header();
    for (int i = 0; i < header.length; i++) {
      assertThat(
              Outcome.flaw(
                  PinnedNetwork.of(altered(header, i, 0x01), Recorded.GENESIS.hash(), 30_000)))
          .isPresent();
    }
  }

  private static Optional<Bytes32> accepted(byte[] header) {
    return Recorded.HISTORY.check(header) instanceof Checked.Proven<SealedBlock>(SealedBlock block)
        ? Optional.of(block.hash())
        : Optional.empty();
  }

  private static Optional<Bytes32> value(
      Recorded.Proof proof, Bytes32 stateRoot, List<byte[]> account, List<byte[]> storage) {
    return StateProof.account(stateRoot, proof.address(), account)
                instanceof Checked.Proven<Optional<Account>>(Optional<Account> found)
            && StateProof.slot(found.orElseThrow().storageRoot(), proof.slot(), storage)
                instanceof Checked.Proven<Bytes32>(Bytes32 value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static List<List<byte[]>> everyAlteration(List<byte[]> nodes) {
    List<List<byte[]>> all = new ArrayList<>();
    for (int node = 0; node < nodes.size(); node++) {
      for (int i = 0; i < nodes.get(node).length; i++) {
        for (int mask : MASKS) {
          List<byte[]> other = new ArrayList<>(nodes);
          other.set(node, altered(nodes.get(node), i, mask));
          all.add(other);
        }
      }
    }
    return all;
  }

  private static byte[] altered(byte[] bytes, int at, int mask) {
    byte[] other = bytes.clone();
    other[at] ^= (byte) mask;
    return other;
  }
}
