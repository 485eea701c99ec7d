package io.pharmatrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;

/**
 * The generated wrapper reads what the contract writes; the words below are put together by hand.
 */
class CustodyLedgerTest {
  private static final String ORGANISATION = "a1".repeat(32);
  private static final String ROOT = "b2".repeat(32);
  private static final String SIGNER = "2c7536e3605d9c16a7a3d7b1898e529396a65c23";
  private static final String SEAL = "c3".repeat(32);
  private static final String OTHER_SEAL = "d4".repeat(32);
  private static final String BINDING = "e5".repeat(32);

  @Test
  void readsACommitmentWithoutClosures() {
    var event = CustodyLedger.getCommittedEventFromLog(log(number(0)));

    assertThat(Numeric.toHexStringNoPrefix(event.organisation)).isEqualTo(ORGANISATION);
    assertThat(event.sequence).isEqualTo(3);
    assertThat(event.logSize).isEqualTo(1000);
    assertThat(Numeric.toHexStringNoPrefix(event.logRoot)).isEqualTo(ROOT);
    assertThat(event.signer).isEqualTo("0x" + SIGNER);
    assertThat(event.closures).isEmpty();
  }

  @Test
  void readsTheClosuresOfACommitment() {
    var event =
        CustodyLedger.getCommittedEventFromLog(
            log(
                number(2)
                    + (SEAL + number(5) + BINDING)
                    + (OTHER_SEAL + "80" + "00".repeat(31) + BINDING)));

    assertThat(event.closures).hasSize(2);
    assertThat(Numeric.toHexStringNoPrefix(event.closures.get(0).seal)).isEqualTo(SEAL);
    assertThat(event.closures.get(0).slots).isEqualTo(5);
    assertThat(Numeric.toHexStringNoPrefix(event.closures.get(1).seal)).isEqualTo(OTHER_SEAL);
    assertThat(event.closures.get(1).slots).isEqualTo(BigInteger.TWO.pow(255));
    assertThat(Numeric.toHexStringNoPrefix(event.closures.get(1).binding)).isEqualTo(BINDING);
  }

  /**
   * A log of sequence 3, log size 1000, with these words (count and closures) behind the offset.
   */
  private static Log log(String closures) {
    String signerWord = "00".repeat(12) + SIGNER;
    Log log = new Log();
    log.setTopics(
        List.of(
            EventEncoder.encode(CustodyLedger.COMMITTED_EVENT),
            "0x" + ORGANISATION,
            "0x" + number(3)));
    log.setData("0x" + number(1000) + ROOT + signerWord + number(4 * 32) + closures);
    return log;
  }

  private static String number(long value) {
    return Numeric.toHexStringNoPrefixZeroPadded(BigInteger.valueOf(value), 64);
  }
}
