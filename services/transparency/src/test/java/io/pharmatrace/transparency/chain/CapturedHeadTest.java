package io.pharmatrace.transparency.chain;

import static io.pharmatrace.transparency.chain.TestRecords.ALL;
import static io.pharmatrace.transparency.chain.TestRecords.HEADS;
import static io.pharmatrace.transparency.chain.TestRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.Keccak;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapturedHeadTest {
  private static final Bytes32 OTHER = Keccak.hash(new byte[] {3});
  private static final SealedBlock BLOCK =
      new SealedBlock(100, OTHER, OTHER, OTHER, TestRecords.TIME + 10, List.of());
  private static final CapturedHead HEAD = captured(HEADS.getLast(), ALL.getLast());

  /** The second commitment, with another value in each place of it. */
  static Stream<LedgerRecord> alteredRecords() {
    LedgerRecord was = ALL.get(1);
    Bytes32 root = was.logRoot();
    Bytes32 closures = was.closuresHash();
    return Stream.of(
        new LedgerRecord(3, 11, root, was.signer(), closures, 95, was.time()),
        new LedgerRecord(2, 12, root, was.signer(), closures, 95, was.time()),
        new LedgerRecord(2, 11, OTHER, was.signer(), closures, 95, was.time()),
        new LedgerRecord(2, 11, root, TestLedger.ADDRESS, closures, 95, was.time()),
        new LedgerRecord(2, 11, root, was.signer(), OTHER, 95, was.time()),
        new LedgerRecord(2, 11, root, was.signer(), closures, 94, was.time()),
        new LedgerRecord(2, 11, root, was.signer(), closures, 94, was.time() - 1));
  }

  /** What the contract never records after {@link TestRecords#ALL}. */
  static Stream<LedgerRecord> recordsThatGoBack() {
    return Stream.of(
        record(4, 40, 96, 6), record(4, 41, 94, 6), record(4, 41, 96, 4), record(4, 41, 95, 6));
  }

  @Test
  void everyCommitmentSinceTheFirstIsProvenByTheHead() {
    assertThat(Outcome.proven(HEAD.from(Head.FIRST, ALL))).isEqualTo(ALL);
  }

  @Test
  void aLaterCommitmentIsProvenWithoutTheEarlierOnes() {
    assertThat(Outcome.proven(HEAD.from(HEADS.get(1), ALL.subList(2, 3))))
        .isEqualTo(ALL.subList(2, 3));
  }

  @ParameterizedTest
  @MethodSource("alteredRecords")
  void anAlteredRecordDoesNotLeadToTheHead(LedgerRecord altered) {
    assertThat(Outcome.flaw(HEAD.from(Head.FIRST, List.of(ALL.get(0), altered, ALL.get(2)))))
        .isPresent();
  }

  @Test
  void anotherHeadBeforeIsFound() {
    assertThat(Outcome.flaw(HEAD.from(OTHER, ALL.subList(1, 3)))).contains(Flaw.OTHER_HEAD);
  }

  @Test
  void aRecordThatIsLeftOutOrPutFirstIsFound() {
    for (Checked<?> gap :
        List.of(
            HEAD.from(Head.FIRST, List.of(ALL.get(0), ALL.get(2))),
            HEAD.from(Head.FIRST, ALL.subList(1, 3)),
            HEAD.from(OTHER, ALL),
            HEAD.from(Head.FIRST, List.of()))) {
      assertThat(Outcome.flaw(gap)).contains(Flaw.GAP_IN_RECORDS);
    }
  }

  @Test
  void recordsThatStopBeforeTheHeadAreFound() {
    assertThat(Outcome.flaw(HEAD.from(Head.FIRST, ALL.subList(0, 2)))).contains(Flaw.OTHER_HEAD);
  }

  @ParameterizedTest
  @MethodSource("recordsThatGoBack")
  void recordsThatGoBackAreRefusedEvenIfTheHeadFits(LedgerRecord back) {
    List<LedgerRecord> records = new ArrayList<>(ALL);
    records.add(back);

    assertThat(
            Outcome.flaw(captured(back.headAfter(HEADS.getLast()), back).from(Head.FIRST, records)))
        .contains(Flaw.RECORDS_GO_BACK);
  }

  @Test
  void aRecordLaterThanTheBlockIsRefusedEvenIfTheHeadFits() {
    for (LedgerRecord late : List.of(record(4, 41, 101, 10), record(4, 41, 100, 11))) {
      CapturedHead head = captured(late.headAfter(HEADS.getLast()), late);

      assertThat(Outcome.flaw(head.from(HEADS.getLast(), List.of(late)))).contains(Flaw.OTHER_HEAD);
    }
  }

  @Test
  void whatIsBesideTheHeadBelongsToIt() {
    for (LedgerRecord beside :
        List.of(record(4, 40, 95, 5), record(3, 41, 95, 5), record(3, 40, 95, 6))) {
      assertThat(Outcome.flaw(captured(HEADS.getLast(), beside).from(Head.FIRST, ALL)))
          .contains(Flaw.OTHER_HEAD);
    }
  }

  private static CapturedHead captured(Bytes32 head, LedgerRecord last) {
    return new CapturedHead(
        OTHER, head, last.sequence(), last.logSize(), last.time(), false, BLOCK);
  }
}
