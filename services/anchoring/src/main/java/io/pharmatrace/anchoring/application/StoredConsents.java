package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.ConsentsOnChain;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.chain.Signatures;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What we know of consents on chain, and what is to be brought there. */
@Singleton
final class StoredConsents implements ConsentsOnChain {
  @Override
  public Optional<SigningDomain> domain(Handle handle) {
    return handle
        .createQuery(
            "SELECT chain_id, consent_registry FROM anchoring.chain"
                + " WHERE consent_registry IS NOT NULL")
        .map((r, c) -> SigningDomain.of(r.getLong(1), Address.of(r.getBytes(2))))
        .findOne();
  }

  @Override
  public long bring(Handle handle, ConsentStatement statement, Bytes32 salt, byte[] signature) {
    SigningDomain domain =
        domain(handle)
            .orElseThrow(() -> new IllegalStateException("no ConsentRegistry is known yet"));
    if (!Signatures.isByKey(statement, domain, salt, signature)) {
      throw new IllegalArgumentException("this is not signed by the consent's key");
    }
    ConsentStatement.@Nullable Grant grant =
        statement instanceof ConsentStatement.Grant granted ? granted : null;
    // Updated to what it is, so that the row is given back also when it was there.
    return handle
        .createQuery(
            """
            INSERT INTO anchoring.consent_change
              (key, salt, commitment, not_after, nonce, deadline, signature)
            VALUES (:key, :salt, :commitment, :notAfter, :nonce, :deadline, :signature)
            ON CONFLICT (signature) DO UPDATE SET signature = excluded.signature
            RETURNING id
            """)
        .bind("key", statement.key().bytes())
        .bind("salt", salt.bytes())
        .bindByType("commitment", grant == null ? null : grant.commitment().bytes(), byte[].class)
        .bindByType("notAfter", grant == null ? null : grant.notAfter(), Long.class)
        .bind("nonce", statement.nonce())
        .bind("deadline", statement.deadline())
        .bind("signature", signature)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public Map<Long, Change> changes(Handle handle, Collection<Long> ids) {
    return handle
        .createQuery(
            """
            SELECT id, refused, ask_again, block_number, tx_hash
            FROM anchoring.consent_change WHERE id = ANY (:ids)
            """)
        .bindArray("ids", Long.class, List.copyOf(ids))
        .map((r, c) -> Map.entry(r.getLong("id"), change(r)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Change change(ResultSet r) throws SQLException {
    if (r.getObject("block_number") != null) {
      return new Change(
          Status.CONFIRMED, r.getLong("block_number"), "0x" + Bytea.get(r, "tx_hash").hex(), null);
    }
    @Nullable String refused = r.getString("refused");
    boolean forGood = refused != null && r.getObject("ask_again") == null;
    return new Change(forGood ? Status.REFUSED : Status.PENDING, null, null, refused);
  }

  @Override
  public Optional<Standing> standing(Handle handle, Bytes32 key) {
    return handle
        .createQuery(
            """
            SELECT version, commitment, not_after, block_number
            FROM anchoring.consents_on_chain WHERE key = :key
            """)
        .bind("key", key.bytes())
        .map(
            (r, c) ->
                new Standing(
                    r.getLong("version"),
                    Optional.ofNullable(r.getBytes("commitment")).map(Bytes32::of),
                    r.getLong("not_after"),
                    r.getLong("block_number")))
        .findOne();
  }

  @Override
  public Optional<Head> head(Handle handle) {
    return handle
        .createQuery("SELECT block_number, block_time, seen FROM anchoring.consent_head")
        .map(
            (r, c) ->
                new Head(
                    r.getLong("block_number"),
                    r.getObject("block_time", OffsetDateTime.class).toInstant(),
                    r.getObject("seen", OffsetDateTime.class).toInstant()))
        .findOne();
  }
}
