package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.Keccak;
import java.util.ArrayList;
import java.util.List;

/** Three commitments of one organisation, the last two in one block. */
final class TestRecords {
  static final long TIME = 1_795_000_100;
  static final Address SIGNER = Address.fromHex("2c7536e3605d9c16a7a3d7b1898e529396a65c23");
  static final List<LedgerRecord> ALL =
      List.of(record(1, 10, 90, 0), record(2, 11, 95, 5), record(3, 40, 95, 5));

  /** The head after each. */
  static final List<Bytes32> HEADS = heads();

  private TestRecords() {}

  /**
   * A commitment without closures.
   *
   * @param seconds after {@link #TIME}
   */
  static LedgerRecord record(long sequence, long logSize, long block, long seconds) {
    return new LedgerRecord(
        sequence,
        logSize,
        Keccak.hash(new byte[] {(byte) sequence}),
        SIGNER,
        Closure.hashOf(List.of()),
        block,
        TIME + seconds);
  }

  private static List<Bytes32> heads() {
    List<Bytes32> heads = new ArrayList<>();
    for (LedgerRecord record : ALL) {
      heads.add(record.headAfter(heads.isEmpty() ? Head.FIRST : heads.getLast()));
    }
    return heads;
  }
}
