package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.ConsentEvent;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads what ConsentRegistry took, from whomever, and settles what became of our changes. */
@Singleton
public final class ConsentFollowing extends EventFollowing<ConsentEvent> {
  private static final byte[] NONE = new byte[0];

  private final ConsentChain consents;

  ConsentFollowing(
      Jdbi jdbi, Chain chain, Steps steps, ConsentRegistryLink link, ConsentChain consents) {
    super(jdbi, chain, steps, link, "consent");
    this.consents = consents;
  }

  @Override
  List<ConsentEvent> events(Address address, long from, long to) {
    return consents.events(address, from, to);
  }

  @Override
  void forget(Handle handle) {
    handle.execute("DELETE FROM anchoring.consent_event");
    handle.execute("UPDATE anchoring.chain SET consent_block_time = NULL, consent_seen = NULL");
  }

  @Override
  void insert(Handle handle, List<ConsentEvent> found) {
    if (found.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.consent_event
              (key, version, commitment, not_after, block_number, tx_hash)
            SELECT key, version, nullif(commitment, ''), nullif(not_after, 0), block, tx
            FROM unnest(:keys, :versions, :commitments, :ends, :blocks, :txs)
              AS f (key, version, commitment, not_after, block, tx)
            ON CONFLICT DO NOTHING
            """)
        .bind("keys", Bytea.array(found, ConsentEvent::key))
        .bindArray("versions", Long.class, Columns.of(found, ConsentEvent::version))
        .bind(
            "commitments",
            Bytea.array(Columns.of(found, e -> e.commitment().map(Bytes32::bytes).orElse(NONE))))
        .bindArray("ends", Long.class, Columns.of(found, ConsentEvent::notAfter))
        .bindArray("blocks", Long.class, Columns.of(found, ConsentEvent::block))
        .bind("txs", Bytea.array(found, ConsentEvent::transaction))
        .execute();
  }

  /** Before there is nothing more to read nobody knows what stands there now. */
  @Override
  void reached(Handle handle, Position position) {
    if (position.newest()) {
      ConsentSettling.settle(handle);
    }
    handle
        .createUpdate(
            "UPDATE anchoring.chain SET consent_block_time = :time,"
                + " consent_seen = CASE WHEN :newest THEN CAST(:asked AS timestamptz) END")
        .bind("time", position.last().time())
        .bind("newest", position.newest())
        .bind("asked", position.asked())
        .execute();
  }
}
