package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Bytes32;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The organisations' logs by their names on chain. */
final class OpenLogs {
  private OpenLogs() {}

  /** The organisation's name on chain, drawn when it is first asked for. */
  static Bytes32 open(Handle transaction, UUID organisation) {
    Optional<Bytes32> known = find(transaction, organisation);
    if (known.isPresent()) {
      return known.get();
    }
    transaction
        .createUpdate(
            "INSERT INTO anchoring.log (organisation, chain_id) VALUES (:organisation, :chainId)"
                + " ON CONFLICT (organisation) DO NOTHING")
        .bind("organisation", organisation)
        .bind("chainId", Bytes32.random().bytes())
        .execute();
    return find(transaction, organisation).orElseThrow();
  }

  /** The organisation of that name on chain. */
  static Optional<UUID> organisation(Handle handle, Bytes32 name) {
    return handle
        .createQuery("SELECT organisation FROM anchoring.log WHERE chain_id = :name")
        .bind("name", name.bytes())
        .mapTo(UUID.class)
        .findOne();
  }

  private static Optional<Bytes32> find(Handle transaction, UUID organisation) {
    return transaction
        .createQuery("SELECT chain_id FROM anchoring.log WHERE organisation = :organisation")
        .bind("organisation", organisation)
        .map((r, c) -> Bytea.get(r, "chain_id"))
        .findOne();
  }
}
