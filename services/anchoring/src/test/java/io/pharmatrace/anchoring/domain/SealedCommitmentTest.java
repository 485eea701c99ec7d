package io.pharmatrace.anchoring.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedCommitmentTest {
  private static final Bytes32 ORGANISATION = Bytes32.fromHex("0a".repeat(32));
  private static final Bytes32 ROOT = Bytes32.fromHex("0b".repeat(32));
  private static final Bytes32 NOTHING_CLOSED = Closure.hashOf(List.of());
  private static final SealedCommitment OURS =
      new SealedCommitment(UUID.randomUUID(), new Commitment(ORGANISATION, 3, 40, ROOT, List.of()));

  @Test
  void theSameRecordIsOursWhoeverSignedAndRelayedIt() {
    assertThat(OURS.differenceFrom(record(40, ROOT, NOTHING_CLOSED))).isEmpty();
  }

  @Test
  void everyDifferenceIsNamed() {
    assertThat(OURS.differenceFrom(record(41, ROOT, NOTHING_CLOSED)))
        .hasValue("log size 41, ours 40");
    assertThat(OURS.differenceFrom(record(40, ORGANISATION, NOTHING_CLOSED)).orElseThrow())
        .startsWith("log root");
    assertThat(OURS.differenceFrom(record(40, ROOT, ROOT))).hasValue("other closures");
  }

  private static CommittedRecord record(long size, Bytes32 root, Bytes32 closures) {
    return new CommittedRecord(
        ORGANISATION, 3, size, root, Address.fromHex("11".repeat(20)), closures, 9, ROOT, ROOT, 0);
  }
}
