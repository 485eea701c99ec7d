package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A change of a consent that the registry is to have.
 *
 * @param registry where ConsentRegistry is
 */
record OpenConsent(long id, Address registry, ConsentChain.SignedConsent consent) {
  /** For {@link #map}; the tables are those of {@link #FROM}. */
  static final String COLUMNS =
      """
      t.id AS consent_id, t.key, t.salt, t.commitment, t.not_after, t.nonce AS version, t.deadline,
      t.signature, ch.consent_registry
      """;

  static final String FROM =
      """
      FROM anchoring.consent_change t
      JOIN anchoring.chain ch ON ch.consent_registry IS NOT NULL
      """;

  static OpenConsent map(ResultSet r) throws SQLException {
    Bytes32 key = Bytea.get(r, "key");
    long nonce = r.getLong("version");
    long deadline = r.getLong("deadline");
    ConsentStatement statement =
        r.getBytes("commitment") == null
            ? new ConsentStatement.Revoke(key, nonce, deadline)
            : new ConsentStatement.Grant(
                key, Bytea.get(r, "commitment"), r.getLong("not_after"), nonce, deadline);
    return new OpenConsent(
        r.getLong("consent_id"),
        Address.of(r.getBytes("consent_registry")),
        new ConsentChain.SignedConsent(
            statement, Bytea.get(r, "salt"), Signature.decode(r.getBytes("signature"))));
  }
}
