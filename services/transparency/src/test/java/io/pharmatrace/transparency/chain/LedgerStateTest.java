package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.Keccak;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From pinned validators and the ledger's address to an organisation's commitments. */
class LedgerStateTest {
  private static final Bytes32 ORGANISATION = Keccak.hash(new byte[] {2});
  private static final Bytes32 OTHER = Keccak.hash(new byte[] {3});
  private static final Bytes32 SEAL = Keccak.hash(new byte[] {4});
  private static final List<TestValidator> VALIDATORS = TestValidator.some(4);

  private final TestLedger ledger =
      new TestLedger()
          .set(LedgerSlots.head(ORGANISATION), TestRecords.HEADS.getLast())
          .set(LedgerSlots.last(ORGANISATION), last(3, 40, TestRecords.TIME + 5))
          .set(LedgerSlots.closed(ORGANISATION, SEAL), BigInteger.valueOf(0b101));

  @Test
  void theHeadAndWhatItCountsAreProven() throws Flawed {
    CapturedHead head = captured();

    assertThat(head.head()).isEqualTo(TestRecords.HEADS.getLast());
    assertThat(head.sequence()).isEqualTo(3);
    assertThat(head.logSize()).isEqualTo(40);
    assertThat(head.time()).isEqualTo(TestRecords.TIME + 5);
    assertThat(head.block().number()).isEqualTo(100);
    assertThat(Outcome.proven(head.from(Head.FIRST, TestRecords.ALL))).hasSize(3);
  }

  @Test
  void aRecordOfAFrozenLedgerTellsWhereItEnded() throws Flawed {
    BigInteger end = BigInteger.valueOf(3);
    BigInteger ended = last(0, 40, TestRecords.TIME + 5).or(end.shiftLeft(192));
    assertThat(captured().frozen()).isFalse();
    ledger.set(LedgerSlots.last(ORGANISATION), ended);

    assertThat(captured().frozen()).isTrue();
    assertThat(captured().sequence()).isEqualTo(3);
    assertThat(captured().time()).isEqualTo(TestRecords.TIME + 5);
    assertThat(Outcome.proven(captured().from(Head.FIRST, TestRecords.ALL))).hasSize(3);
  }

  @Test
  void whoNeverCommittedHasNoHead() throws Flawed {
    CapturedHead none =
        Outcome.proven(
            state()
                .head(
                    OTHER,
                    ledger.proof(LedgerSlots.head(OTHER)),
                    ledger.proof(LedgerSlots.last(OTHER))));

    assertThat(none.head()).isEqualTo(Head.FIRST);
    assertThat(none.sequence()).isZero();
    assertThat(Outcome.flaw(none.from(Head.FIRST, TestRecords.ALL))).contains(Flaw.OTHER_HEAD);
  }

  @Test
  void theHeadOfOneOrganisationIsNotThatOfAnother() throws Flawed {
    Checked<CapturedHead> swapped =
        state()
            .head(
                OTHER,
                ledger.proof(LedgerSlots.head(ORGANISATION)),
                ledger.proof(LedgerSlots.last(ORGANISATION)));

    assertThat(swapped)
        .satisfiesAnyOf(
            refused -> assertThat(refused).isInstanceOf(Checked.Refused.class),
            none -> assertThat(Outcome.proven(none).head()).isEqualTo(Head.FIRST));
  }

  @Test
  void closedAndOpenSlotsAreProven() throws Flawed {
    LedgerState state = state();

    assertThat(Outcome.proven(state.closed(ORGANISATION, SEAL, closed(ORGANISATION, SEAL))))
        .isEqualTo(BigInteger.valueOf(0b101));
    assertThat(Outcome.proven(state.closed(ORGANISATION, OTHER, closed(ORGANISATION, OTHER))))
        .isZero();
    assertThat(Outcome.proven(state.closed(OTHER, SEAL, closed(OTHER, SEAL)))).isZero();
  }

  @Test
  void aClosedSealIsNotShownOpen() throws Flawed {
    assertThat(Outcome.flaw(state().closed(ORGANISATION, SEAL, closed(OTHER, SEAL)))).isPresent();
    assertThat(Outcome.flaw(state().closed(ORGANISATION, SEAL, List.of())))
        .contains(Flaw.INCOMPLETE_PROOF);
  }

  @Test
  void anAddressWithoutContractIsNoLedger() throws Flawed {
    Address nobody = Address.fromHex("00000000000000000000000000000000001ed6e5");
    SealedBlock block = block();

    assertThat(Outcome.flaw(LedgerState.of(block, nobody, ledger.accountProof(nobody))))
        .contains(Flaw.NO_CONTRACT);
    ledger.withoutCode();
    assertThat(
            Outcome.flaw(
                LedgerState.of(
                    block(), TestLedger.ADDRESS, ledger.accountProof(TestLedger.ADDRESS))))
        .contains(Flaw.NO_CONTRACT);
    assertThat(
            Outcome.flaw(
                LedgerState.of(block, TestLedger.ADDRESS, ledger.accountProof(TestLedger.ADDRESS))))
        .contains(Flaw.OTHER_NODE);
  }

  @Test
  void aNumberThatNoLedgerReachesIsRefused() throws Flawed {
    ledger.set(LedgerSlots.last(ORGANISATION), last(3, 40, 0).setBit(128 + 63));
    assertThat(Outcome.flaw(checked())).contains(Flaw.MALFORMED);

    ledger.set(LedgerSlots.last(ORGANISATION), last(3, 40, TestRecords.TIME + 5).setBit(192));
    assertThat(Outcome.flaw(checked())).contains(Flaw.MALFORMED);
  }

  private CapturedHead captured() throws Flawed {
    return Outcome.proven(checked());
  }

  private Checked<CapturedHead> checked() throws Flawed {
    return state()
        .head(
            ORGANISATION,
            ledger.proof(LedgerSlots.head(ORGANISATION)),
            ledger.proof(LedgerSlots.last(ORGANISATION)));
  }

  private List<byte[]> closed(Bytes32 organisation, Bytes32 seal) {
    return ledger.proof(LedgerSlots.closed(organisation, seal));
  }

  private LedgerState state() throws Flawed {
    return Outcome.proven(
        LedgerState.of(block(), TestLedger.ADDRESS, ledger.accountProof(TestLedger.ADDRESS)));
  }

  private SealedBlock block() throws Flawed {
    PinnedNetwork network =
        new PinnedNetwork(new ValidatorSet(TestValidator.addresses(VALIDATORS)), 100);
    byte[] header =
        new TestHeader(100, VALIDATORS)
            .state(ledger.stateRoot(), TestRecords.TIME + 10)
            .sealedBy(VALIDATORS.subList(1, 4));
    return Outcome.proven(
        Outcome.proven(ValidatorHistory.replay(network, List.of())).check(header));
  }

  private static BigInteger last(long sequence, long logSize, long time) {
    return BigInteger.valueOf(time)
        .shiftLeft(64)
        .or(BigInteger.valueOf(logSize))
        .shiftLeft(64)
        .or(BigInteger.valueOf(sequence));
  }
}
