package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads commitments from rows. */
final class Commitments {
  private Commitments() {}

  /** Needs organisation, chain_id, sequence, log_size and log_root. */
  static SealedCommitment map(ResultSet r) throws SQLException {
    return SealedCommitment.of(
        r.getObject("organisation", UUID.class),
        Bytea.get(r, "chain_id"),
        r.getLong("sequence"),
        r.getLong("log_size"),
        Bytea.get(r, "log_root"));
  }
}
