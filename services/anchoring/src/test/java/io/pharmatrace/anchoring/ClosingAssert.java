package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.result.RowView;

/** Checks closings of one slot each against what the contract has. */
final class ClosingAssert {
  private record Seal(Bytes32 organisation, Bytes32 seal) {}

  /** What closings say of a seal. */
  private record Closed(BigInteger slots, int closings) {
    Closed and(Closed other) {
      return new Closed(slots.or(other.slots), closings + other.closings);
    }
  }

  private ClosingAssert() {}

  /**
   * No two of all closings name one slot, and the contract has just these. That it takes none twice
   * is its own rule.
   */
  static void assertEachSlotIsClosedOnce(Installation installation, int closings) {
    Map<Seal, Closed> seals =
        installation
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            """
                            SELECT l.chain_id, k.seal, k.slots
                            FROM anchoring.closing k JOIN anchoring.log l USING (organisation)
                            """)
                        .reduceRows(new HashMap<>(), ClosingAssert::add));
    assertThat(seals.values().stream().mapToInt(Closed::closings).sum()).isEqualTo(closings);
    Chain chain = installation.get(Chain.class);
    Address ledger = installation.get(ChainLink.class).target().contracts().ledger();
    seals.forEach(
        (seal, closed) -> {
          assertThat(closed.slots.bitCount()).isEqualTo(closed.closings);
          assertThat(chain.closed(ledger, seal.organisation, seal.seal)).isEqualTo(closed.slots);
        });
  }

  private static Map<Seal, Closed> add(Map<Seal, Closed> seals, RowView row) {
    Seal seal = new Seal(word(row, "chain_id"), word(row, "seal"));
    seals.merge(seal, new Closed(new BigInteger(1, word(row, "slots").bytes()), 1), Closed::and);
    return seals;
  }

  private static Bytes32 word(RowView row, String column) {
    return Bytes32.of(row.getColumn(column, byte[].class));
  }
}
