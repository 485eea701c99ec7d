package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.path.ProvenChain;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What is confirmed according to the tables; remembers what a path asked for, which is what its
 * evidence has to show (the commitment before that of the batch, too). For one thread.
 */
final class StoredChain implements ProvenChain {
  /** The slot that has to be open. */
  record Asked(Bytes32 organisation, Bytes32 seal) {}

  private final Handle handle;
  private final SortedMap<Bytes32, SortedSet<Long>> needed = new TreeMap<>();
  private Optional<Asked> asked = Optional.empty();

  StoredChain(Handle handle) {
    this.handle = handle;
  }

  SortedMap<Bytes32, SortedSet<Long>> needed() {
    return needed;
  }

  Optional<Asked> asked() {
    return asked;
  }

  @Override
  public Optional<Recorded> commitment(Bytes32 organisation, long sequence) {
    needed.computeIfAbsent(organisation, name -> new TreeSet<>()).add(sequence);
    return handle
        .createQuery(
            """
            SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root, c.closures,
                   c.block_time
            FROM anchoring.commitment c JOIN anchoring.log l ON l.organisation = c.organisation
            WHERE l.chain_id = :name AND c.sequence = :sequence AND c.confirmed_at IS NOT NULL
            """)
        .bind("name", organisation.bytes())
        .bind("sequence", sequence)
        .map(
            (r, c) ->
                new Recorded(
                    Commitments.map(r).content(),
                    r.getObject("block_time", OffsetDateTime.class).toInstant()))
        .findOne();
  }

  /** That it is open the chain has to say, not we; a path that is found ends where it is. */
  @Override
  public BigInteger closed(Bytes32 organisation, Bytes32 seal) {
    asked = Optional.of(new Asked(organisation, seal));
    return BigInteger.ZERO;
  }

  /** So has the registry. */
  @Override
  public boolean mayCommission(Bytes32 organisation, String companyPrefix) {
    return true;
  }
}
