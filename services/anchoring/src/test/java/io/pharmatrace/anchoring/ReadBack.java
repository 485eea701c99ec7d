package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.path.ProvenChain;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the contract has: commitments as its events say, slots as its storage says. */
record ReadBack(Handle handle, Chain chain, Address ledger, String companyPrefix)
    implements ProvenChain {
  private record Ours(Commitment content, long block, OffsetDateTime time) {}

  /** Closures are told by us, and believed only if their hash is that of the event. */
  @Override
  public Optional<Recorded> commitment(Bytes32 organisation, long sequence) {
    Ours ours =
        handle
            .createQuery(
                """
                SELECT c.log_size, c.log_root, c.closures, c.block_number, c.block_time
                FROM anchoring.commitment c JOIN anchoring.log l ON l.organisation = c.organisation
                WHERE l.chain_id = :name AND c.sequence = :sequence
                """)
            .bind("name", organisation.bytes())
            .bind("sequence", sequence)
            .map(
                (r, c) ->
                    new Ours(
                        new Commitment(
                            organisation,
                            sequence,
                            r.getLong(1),
                            Bytes32.of(r.getBytes(2)),
                            closures(r.getBytes(3))),
                        r.getLong(4),
                        r.getObject(5, OffsetDateTime.class)))
            .one();
    CommittedRecord record =
        chain.committed(ledger, ours.block, ours.block).stream()
            .filter(r -> r.organisation().equals(organisation) && r.sequence() == sequence)
            .findFirst()
            .orElseThrow();
    assertThat(record.logSize()).isEqualTo(ours.content.logSize());
    assertThat(record.logRoot()).isEqualTo(ours.content.logRoot());
    assertThat(record.closuresHash()).isEqualTo(ours.content.closuresHash());
    return Optional.of(new Recorded(ours.content, ours.time.toInstant()));
  }

  private static List<Closure> closures(byte[] words) {
    List<Closure> closures = new ArrayList<>();
    for (int at = 0; at < words.length; at += 96) {
      closures.add(
          new Closure(
              Bytes32.of(words, at),
              new Slots(new BigInteger(1, Bytes32.of(words, at + 32).bytes())),
              Bytes32.of(words, at + 64)));
    }
    return closures;
  }

  @Override
  public BigInteger closed(Bytes32 organisation, Bytes32 seal) {
    return chain.closed(ledger, organisation, seal);
  }

  @Override
  public boolean mayCommission(Bytes32 organisation, String prefix) {
    return prefix.equals(companyPrefix);
  }
}
