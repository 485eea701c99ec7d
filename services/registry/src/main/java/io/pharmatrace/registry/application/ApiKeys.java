package io.pharmatrace.registry.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Accounts;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * API keys of readers. A key is 256 random bits, so a bare SHA-256 of it is stored: there is
 * nothing to guess. Thread-safe.
 */
@Singleton
public class ApiKeys {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  /** More than any rotation needs. */
  private static final int MOST = 10;

  /**
   * A key, without its secret.
   *
   * @param expires when it ends by itself, if it does
   * @param revoked when it was ended, if it was
   * @param lastUsed to the minute; null for one that never was
   */
  public record Key(
      UUID id,
      OffsetDateTime created,
      @Nullable OffsetDateTime expires,
      @Nullable OffsetDateTime revoked,
      @Nullable OffsetDateTime lastUsed) {}

  /**
   * A key that was just made.
   *
   * @param secret what the device sends; shown this once
   */
  public record NewKey(UUID id, String secret) {}

  private final Jdbi jdbi;

  ApiKeys(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Makes a key.
   *
   * @throws ApiException {@link ErrorCode#NOT_FOUND} for an unknown reader; {@link
   *     ErrorCode#CONFLICT} when it has ten that are valid
   */
  public NewKey make(String reader, @Nullable OffsetDateTime expires) {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    String secret =
        Accounts.KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    UUID id = UUID.randomUUID();
    jdbi.useTransaction(
        handle -> {
          boolean known =
              handle
                  .createQuery("SELECT 1 FROM registry.reader WHERE id = :reader FOR UPDATE")
                  .bind("reader", reader)
                  .mapTo(Integer.class)
                  .findOne()
                  .isPresent();
          if (!known) {
            throw new ApiException(ErrorCode.NOT_FOUND, "No such reader.");
          }
          int rows =
              handle
                  .createUpdate(
                      """
                      INSERT INTO registry.api_key (id, reader_id, hash, expires)
                      SELECT :id, :reader, :hash, :expires
                      WHERE (SELECT count(*) FROM registry.api_key
                             WHERE reader_id = :reader AND revoked IS NULL
                               AND (expires IS NULL OR expires > now())) < :most
                      """)
                  .bind("id", id)
                  .bind("reader", reader)
                  .bind("hash", hash(secret))
                  .bind("expires", expires)
                  .bind("most", MOST)
                  .execute();
          if (rows == 0) {
            throw new ApiException(
                ErrorCode.CONFLICT, "The reader has %d valid keys; revoke one.".formatted(MOST));
          }
        });
    return new NewKey(id, secret);
  }

  /** The keys of a reader, the latest first. */
  public List<Key> list(String reader) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, created, expires, revoked, last_used FROM registry.api_key
                    WHERE reader_id = :reader ORDER BY created DESC, id
                    """)
                .bind("reader", reader)
                .map(
                    (r, c) ->
                        new Key(
                            r.getObject("id", UUID.class),
                            r.getObject("created", OffsetDateTime.class),
                            r.getObject("expires", OffsetDateTime.class),
                            r.getObject("revoked", OffsetDateTime.class),
                            r.getObject("last_used", OffsetDateTime.class)))
                .list());
  }

  /**
   * Ends a key; one that was ended stays so.
   *
   * @throws ApiException {@link ErrorCode#NOT_FOUND}
   */
  public void revoke(String reader, UUID id) {
    int rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE registry.api_key SET revoked = coalesce(revoked, now())
                        WHERE id = :id AND reader_id = :reader
                        """)
                    .bind("id", id)
                    .bind("reader", reader)
                    .execute());
    if (rows == 0) {
      throw new ApiException(ErrorCode.NOT_FOUND, "The reader has no such key.");
    }
  }

  /** On whose behalf a key speaks, if it is valid; notes that it was used. */
  Optional<Caller> use(String secret) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH found AS (
                      SELECT k.id, k.reader_id, k.last_used FROM registry.api_key k
                      WHERE k.hash = :hash AND k.revoked IS NULL
                        AND (k.expires IS NULL OR k.expires > now())
                    ), used AS (
                      UPDATE registry.api_key k SET last_used = now() FROM found f
                      WHERE k.id = f.id
                        AND (f.last_used IS NULL OR f.last_used < now() - interval '1 minute')
                    )
                    SELECT r.id, r.site_gln, o.id AS organisation_id, o.role
                    FROM found f
                    JOIN registry.reader r ON r.id = f.reader_id
                    JOIN registry.site s ON s.gln = r.site_gln
                    JOIN registry.organisation o ON o.id = s.organisation_id
                    """)
                .bind("hash", hash(secret))
                .map((r, c) -> caller(r))
                .findOne());
  }

  private static Caller caller(ResultSet r) throws SQLException {
    return new Caller(
        r.getString("id"),
        true,
        r.getObject("organisation_id", UUID.class),
        Set.of(Role.of(r.getString("role"))),
        r.getString("site_gln"));
  }

  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
