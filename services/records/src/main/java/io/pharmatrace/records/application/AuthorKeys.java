package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keys with which organisations sign documents, one valid at a time. Thread-safe. */
@Singleton
public final class AuthorKeys {
  private final KeyFolder keys;
  private final EntryLog log;

  AuthorKeys(KeyFolder keys, EntryLog log) {
    this.keys = keys;
    this.log = log;
  }

  /**
   * Makes a key, which is valid from now on, and ends the one before. It becomes an entry of the
   * organisation's log, so that nobody can claim later that it was another one.
   *
   * @return its name
   */
  public String begin(Handle transaction, UUID organisation) {
    end(transaction, organisation);
    P256Key key = keys.make();
    long entry =
        log.append(
                transaction,
                organisation,
                List.of(
                    new NewEntry(
                        EntryType.RECORD,
                        ContentDigest.ofDocument(key.jwk().getBytes(US_ASCII)),
                        List.of())))
            .getFirst();
    transaction
        .createUpdate(
            """
            INSERT INTO records.author_key (kid, organisation, jwk, since, entry_id)
            VALUES (:kid, :organisation, :jwk, clock_timestamp(), :entry)
            """)
        .bind("kid", key.kid())
        .bind("organisation", organisation)
        .bind("jwk", key.jwk())
        .bind("entry", entry)
        .execute();
    return key.kid();
  }

  /** Ends the organisation's key: what it signed before stays valid. Whether there was one. */
  public boolean end(Handle transaction, UUID organisation) {
    // Locked before the time is taken: whoever signs with it holds it until that is committed.
    Optional<String> valid =
        transaction
            .createQuery(
                """
                SELECT kid FROM records.author_key
                WHERE organisation = :organisation AND ended IS NULL FOR UPDATE
                """)
            .bind("organisation", organisation)
            .mapTo(String.class)
            .findOne();
    valid.ifPresent(
        kid ->
            transaction
                .createUpdate(
                    "UPDATE records.author_key SET ended = clock_timestamp() WHERE kid = :kid")
                .bind("kid", kid)
                .execute());
    return valid.isPresent();
  }

  /** The valid key, which nobody ends before the transaction does. */
  static Optional<String> valid(Handle transaction, UUID organisation) {
    return InForce.hold(
        transaction,
        "SELECT kid FROM records.author_key WHERE organisation = :owner AND ended IS NULL",
        organisation);
  }

  /** A key by its name; empty when it is not on record, or the row is not that key's. */
  static Optional<AuthorKey> find(Handle handle, String kid) {
    return handle
        .createQuery("SELECT * FROM records.author_key WHERE kid = :kid")
        .bind("kid", kid)
        .map((r, c) -> map(r))
        .findOne()
        .flatMap(key -> key)
        .filter(key -> key.key().kid().equals(kid));
  }

  private static Optional<AuthorKey> map(ResultSet r) throws SQLException {
    UUID organisation = r.getObject("organisation", UUID.class);
    Instant since = r.getObject("since", OffsetDateTime.class).toInstant();
    @Nullable OffsetDateTime ended = r.getObject("ended", OffsetDateTime.class);
    return P256Key.parse(r.getString("jwk"))
        .map(
            key ->
                new AuthorKey(key, organisation, since, ended == null ? null : ended.toInstant()));
  }
}
