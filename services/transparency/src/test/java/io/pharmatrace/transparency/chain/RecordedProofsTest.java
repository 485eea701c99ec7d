package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State proofs that a real network gave, each of another shape, against its sealed headers. */
class RecordedProofsTest {
  static List<Recorded.Proof> proofs() {
    return Recorded.PROOFS;
  }

  static Stream<Recorded.Proof> proofsOfSlots() {
    return Recorded.PROOFS.stream().filter(proof -> proof.value().isPresent());
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void theAccountOrItsAbsenceIsProven(Recorded.Proof proof) {
    assertThat(
            Outcome.proven(
                StateProof.account(proof.stateRoot(), proof.address(), proof.accountNodes())))
        .isEqualTo(proof.account());
  }

  @ParameterizedTest
  @MethodSource("proofsOfSlots")
  void theValueOrItsAbsenceIsProven(Recorded.Proof proof) {
    assertThat(Outcome.proven(slot(proof, proof.slot(), proof.storageNodes())))
        .isEqualTo(proof.value().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("proofsOfSlots")
  void theProofOfOneSlotProvesNothingOfAnother(Recorded.Proof proof) {
    Bytes32 other = Words.keccak(proof.slot());
    Checked<Bytes32> checked = slot(proof, other, proof.storageNodes());

    // Absence may be proven by the same nodes, by chance; another value never.
    assertThat(checked)
        .satisfiesAnyOf(
            refused -> assertThat(refused).isInstanceOf(Checked.Refused.class),
            proven -> assertThat(proven).isEqualTo(new Checked.Proven<>(Bytes32.ZERO)));
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aProofHoldsAgainstItsOwnStateOnly(Recorded.Proof proof) {
    assertThat(
            Outcome.flaw(StateProof.account(Bytes32.ZERO, proof.address(), proof.accountNodes())))
        .contains(Flaw.OTHER_NODE);
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aMissingNodeIsFound(Recorded.Proof proof) {
    List<byte[]> shorter = proof.accountNodes().subList(0, proof.accountNodes().size() - 1);

    assertThat(Outcome.flaw(StateProof.account(proof.stateRoot(), proof.address(), shorter)))
        .contains(Flaw.INCOMPLETE_PROOF);
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aNodeThatLeadsNowhereIsFound(Recorded.Proof proof) {
    List<byte[]> longer = new ArrayList<>(proof.accountNodes());
    longer.add(longer.getFirst());

    assertThat(Outcome.flaw(StateProof.account(proof.stateRoot(), proof.address(), longer)))
        .contains(Flaw.EXCESS_NODES);
  }

  @Test
  void aProofOfAbsenceIsNoneWhereTheSlotIsSet() {
    Recorded.Proof set = Recorded.proof("cleared-key-while-set");
    Recorded.Proof cleared = Recorded.proof("cleared-key-after-clear-exclusion");

    assertThat(Outcome.flaw(slot(set, set.slot(), cleared.storageNodes())))
        .contains(Flaw.OTHER_NODE);
    assertThat(Outcome.flaw(slot(set, set.slot(), List.of()))).contains(Flaw.INCOMPLETE_PROOF);
  }

  @Test
  void anEmptyTrieNeedsNoNodesAndHasNone() {
    Recorded.Proof empty = Recorded.proof("before-any-set-empty-storage-trie");
    List<byte[]> nodes = Recorded.proof("set-2-value-1").storageNodes();

    assertThat(empty.storageNodes()).isEmpty();
    assertThat(empty.account().map(Account::storageRoot)).contains(TrieProof.EMPTY_ROOT);
    assertThat(Outcome.flaw(slot(empty, empty.slot(), nodes))).contains(Flaw.EXCESS_NODES);
  }

  @Test
  void anAccountWithCodeIsAContractAndOneWithoutIsNot() {
    Optional<Account> contract = Recorded.proof("set-2-value-1").account();
    Optional<Account> person = Recorded.proof("account-without-storage").account();

    assertThat(contract.map(Account::isContract)).contains(true);
    assertThat(person.map(Account::isContract)).contains(false);
  }

  private static Checked<Bytes32> slot(Recorded.Proof proof, Bytes32 slot, List<byte[]> nodes) {
    return StateProof.slot(proof.account().orElseThrow().storageRoot(), slot, nodes);
  }
}
