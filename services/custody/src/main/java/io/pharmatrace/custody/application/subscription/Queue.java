package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.query.EventSearch;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * What subscribers have still to be told. A process takes a lease on a subscription while it tells;
 * when it dies, another goes on after the lease has run out, so a report comes at least once.
 * Thread-safe.
 */
@Singleton
public class Queue {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /**
   * What to tell next.
   *
   * @param ids of the events, also of those that the subscriber may not see any more
   * @param events as the subscriber sees them
   */
  public record Batch(List<Long> ids, List<EventSearch.Seen> events) {}

  private final Jdbi jdbi;
  private final Subscriptions subscriptions;

  Queue(Jdbi jdbi, Subscriptions subscriptions) {
    this.jdbi = jdbi;
    this.subscriptions = subscriptions;
  }

  /**
   * Takes a lease on a subscription that is due: one with a schedule at its time, another when
   * there is something to tell.
   *
   * @param sockets the WebSockets that this process holds open
   * @param busy organisations whose turn it is not, because this process tells them enough already
   */
  public Optional<Subscription> lease(Collection<UUID> sockets, Collection<UUID> busy) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE custody.subscription s
                    SET leased_until = now() + :lease * interval '1 second'
                    WHERE id = (
                      SELECT id FROM custody.subscription d
                      WHERE due <= now() AND (leased_until IS NULL OR leased_until <= now())
                        AND (dest IS NOT NULL OR id = ANY(:sockets))
                        AND organisation_id <> ALL(:busy)
                        -- What waits for who is suspended waits on.
                        AND EXISTS (SELECT FROM registry.organisations o
                                    WHERE o.id = d.organisation_id AND o.standing = 'active')
                        AND (schedule IS NOT NULL OR EXISTS (
                          SELECT FROM custody.delivery WHERE subscription_id = d.id))
                      ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING
                    """
                        + Subscriptions.COLUMNS)
                .bind("lease", LEASE.toSeconds())
                .bindArray("sockets", UUID.class, List.copyOf(sockets))
                .bindArray("busy", UUID.class, List.copyOf(busy))
                .map((r, c) -> subscriptions.map(r))
                .findOne());
  }

  /** The next events to be told of, in the order of their capture. */
  public Batch next(Subscription subscription, int limit) {
    return jdbi.inTransaction(
        handle -> {
          List<Long> ids =
              handle
                  .createQuery(
                      """
                      SELECT event_id FROM custody.delivery WHERE subscription_id = :id
                      ORDER BY event_id LIMIT :limit
                      """)
                  .bind("id", subscription.id())
                  .bind("limit", limit)
                  .mapTo(Long.class)
                  .list();
          return new Batch(ids, EventSearch.seen(handle, subscription.viewer(), ids));
        });
  }

  /** The subscriber has been told of these; the lease begins anew. */
  public void told(Subscription subscription, List<Long> events) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  DELETE FROM custody.delivery
                  WHERE subscription_id = :id AND event_id = ANY(:events)
                  """)
              .bind("id", subscription.id())
              .bindArray("events", Long.class, events)
              .execute();
          handle
              .createUpdate(
                  """
                  UPDATE custody.subscription
                  SET last_notified = now(), failures = 0, last_failure = NULL,
                      leased_until = now() + :lease * interval '1 second'
                  WHERE id = :id
                  """)
              .bind("lease", LEASE.toSeconds())
              .bind("id", subscription.id())
              .execute();
        });
  }

  /** All is told for now: gives the lease back. */
  public void done(Subscription subscription) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE custody.subscription
                    SET leased_until = NULL, due = :due, failures = 0, last_failure = NULL
                    WHERE id = :id
                    """)
                .bind("due", subscription.controls().dueAfter(Instant.now()))
                .bind("id", subscription.id())
                .execute());
  }

  /**
   * The subscriber could not be told; tried again after a pause, 1 s at first, doubled each time up
   * to an hour.
   */
  public void failed(Subscription subscription, String reason) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE custody.subscription
                    SET leased_until = NULL, last_failure = :reason, failures = failures + 1,
                        due = now() + least(:longest, 2 ^ least(failures, 20))
                                      * interval '1 second'
                    WHERE id = :id
                    """)
                .bind("reason", reason)
                .bind("longest", LONGEST_PAUSE.toSeconds())
                .bind("id", subscription.id())
                .execute());
  }
}
