package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Head;
import java.util.List;
import java.util.Optional;

/**
 * All that the chain says, as of one block, of an organisation's commitments.
 *
 * @param organisation whose
 * @param head the hash chain over its commitments; zero before the first
 * @param sequence how many there are
 * @param logSize entries of its log at the last one
 * @param time of the last one, seconds since 1970
 * @param frozen whether the ledger takes no more; what came after is in its successor
 * @param block as of which
 */
public record CapturedHead(
    Bytes32 organisation,
    Bytes32 head,
    long sequence,
    long logSize,
    long time,
    boolean frozen,
    SealedBlock block) {

  /**
   * Checks that exactly these commitments led from an earlier head to this one.
   *
   * @param before the head before the first record. It need not be known: no other would lead here.
   * @param records at least one, without a gap; the last is the last on chain
   * @return the records, each proven
   */
  public Checked<List<LedgerRecord>> from(Bytes32 before, List<LedgerRecord> records) {
    return Flawed.check(
        () -> {
          Bytes32 reached = before;
          Optional<LedgerRecord> previous = Optional.empty();
          for (LedgerRecord record : records) {
            check(record, previous, before);
            reached = record.headAfter(reached);
            previous = Optional.of(record);
          }
          checkEnd(previous, reached);
          return List.copyOf(records);
        });
  }

  private static void check(LedgerRecord record, Optional<LedgerRecord> previous, Bytes32 before)
      throws Flawed {
    String name = "commitment " + record.sequence();
    if (previous.isEmpty()) {
      if ((record.sequence() == 1) != before.equals(Head.FIRST)) {
        throw new Flawed(Flaw.GAP_IN_RECORDS, name + " and the head before it");
      }
      return;
    }
    LedgerRecord last = previous.get();
    if (record.sequence() - 1 != last.sequence()) {
      throw new Flawed(Flaw.GAP_IN_RECORDS, name + " after " + last.sequence());
    }
    boolean sameBlock = record.block() == last.block();
    if (record.logSize() <= last.logSize()
        || record.block() < last.block()
        || record.time() < last.time()
        || (sameBlock && record.time() != last.time())) {
      throw new Flawed(Flaw.RECORDS_GO_BACK, name);
    }
  }

  private void checkEnd(Optional<LedgerRecord> end, Bytes32 reached) throws Flawed {
    if (end.isEmpty()) {
      throw new Flawed(Flaw.GAP_IN_RECORDS, "there is none");
    }
    LedgerRecord last = end.get();
    if (last.sequence() != sequence || last.logSize() != logSize || last.time() != time) {
      throw new Flawed(Flaw.OTHER_HEAD, "the last is not the last on chain");
    }
    if (last.block() > block.number() || last.time() > block.time()) {
      throw new Flawed(Flaw.OTHER_HEAD, "the last is later than the block");
    }
    if (!reached.equals(head)) {
      throw new Flawed(Flaw.OTHER_HEAD, "commitment " + sequence);
    }
  }
}
