package io.pharmatrace.verification.application;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Where organisations have their notices posted to, and how far each has taken them. A process
 * takes a lease on one while it posts; when it dies, another goes on after the lease has run out,
 * so a notice comes at least once. Thread-safe.
 */
@Singleton
public final class AlertWebhooks {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /**
   * One that has something to be posted.
   *
   * @param position what it has taken
   */
  public record Leased(UUID organisation, String url, @Nullable String token, long position) {}

  /** As its owner sees it. */
  public record Standing(String url, int failures, @Nullable String lastFailure) {}

  private final Jdbi jdbi;

  AlertWebhooks(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Posts there from now on; at another address it goes on where the former one was. */
  public void put(UUID organisation, String url, @Nullable String token) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO verification.webhook (organisation_id, url, token, position)
                    SELECT :organisation, :url, :token,
                           coalesce((SELECT position FROM verification.told
                                     WHERE organisation_id = :organisation), 0)
                    ON CONFLICT (organisation_id) DO UPDATE
                    SET url = excluded.url, token = excluded.token, due = now(), failures = 0,
                        last_failure = NULL
                    """)
                .bind("organisation", organisation)
                .bind("url", url)
                .bind("token", token)
                .execute());
  }

  /** What the organisation has, if anything. */
  public Optional<Standing> find(UUID organisation) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT url, failures, last_failure FROM verification.webhook
                    WHERE organisation_id = :organisation
                    """)
                .bind("organisation", organisation)
                .map((r, c) -> new Standing(r.getString(1), r.getInt(2), r.getString(3)))
                .findOne());
  }

  /** Posts no more. */
  public void remove(UUID organisation) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("DELETE FROM verification.webhook WHERE organisation_id = :id")
                .bind("id", organisation)
                .execute());
  }

  /** Takes a lease on one to which something is to be posted now. */
  public Optional<Leased> lease() {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE verification.webhook w
                    SET leased_until = now() + :lease * interval '1 second'
                    WHERE organisation_id = (
                      SELECT d.organisation_id
                      FROM verification.webhook d JOIN verification.told t USING (organisation_id)
                      WHERE d.due <= now() AND (d.leased_until IS NULL OR d.leased_until <= now())
                        AND t.position > d.position
                        -- What waits for who is suspended waits on.
                        AND EXISTS (SELECT FROM registry.organisations o
                                    WHERE o.id = d.organisation_id AND o.standing = 'active')
                      ORDER BY d.due LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
                    RETURNING organisation_id, url, token, position
                    """)
                .bind("lease", LEASE.toSeconds())
                .map(
                    (r, c) ->
                        new Leased(
                            r.getObject(1, UUID.class),
                            r.getString(2),
                            r.getString(3),
                            r.getLong(4)))
                .findOne());
  }

  /** It has taken what lies up to that position; the lease begins anew. */
  public void taken(Leased webhook, long position) {
    update(
        webhook,
        """
        UPDATE verification.webhook
        SET position = greatest(position, :position), failures = 0, last_failure = NULL,
            leased_until = now() + :lease * interval '1 second'
        WHERE organisation_id = :organisation
        """,
        update -> update.bind("position", position).bind("lease", LEASE.toSeconds()));
  }

  /** All is posted for now: gives the lease back. */
  public void done(Leased webhook) {
    update(
        webhook,
        """
        UPDATE verification.webhook SET leased_until = NULL, due = now()
        WHERE organisation_id = :organisation
        """,
        update -> update);
  }

  /** Tried again after a pause, 1 s at first, doubled each time up to an hour. */
  public void failed(Leased webhook, String reason) {
    update(
        webhook,
        """
        UPDATE verification.webhook
        SET leased_until = NULL, last_failure = :reason, failures = failures + 1,
            due = now() + least(:longest, 2 ^ least(failures, 20)) * interval '1 second'
        WHERE organisation_id = :organisation
        """,
        update -> update.bind("reason", reason).bind("longest", LONGEST_PAUSE.toSeconds()));
  }

  private void update(Leased webhook, String sql, UnaryOperator<Update> bound) {
    jdbi.useHandle(
        handle ->
            bound
                .apply(handle.createUpdate(sql))
                .bind("organisation", webhook.organisation())
                .execute());
  }
}
