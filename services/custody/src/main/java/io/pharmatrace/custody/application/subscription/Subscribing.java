package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.custody.application.query.NamedQueries;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Parsed;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Begins and ends subscriptions. Thread-safe. */
@Singleton
public class Subscribing {
  /** Of one organisation. */
  public static final int MOST = 200;

  /** What became of a wish to subscribe. */
  public sealed interface Result {
    /** It stands. */
    record Begun(Subscription subscription) implements Result {}

    /** There is no such query of the organisation. */
    record NoSuchQuery() implements Result {}

    /** It would have to stop at a number of events, which a subscription never does. */
    record Limited() implements Result {}

    /** The organisation has as many as it may have. */
    record TooMany() implements Result {}
  }

  /** They would wait for each other in the database, each with a connection. */
  private final ReentrantLock beginning = new ReentrantLock(true);

  private final Jdbi jdbi;
  private final Transactions transactions;
  private final NamedQueries queries;
  private final EventSearch search;
  private final Subscriptions subscriptions;

  Subscribing(
      Jdbi jdbi,
      Transactions transactions,
      NamedQueries queries,
      EventSearch search,
      Subscriptions subscriptions) {
    this.jdbi = jdbi;
    this.transactions = transactions;
    this.queries = queries;
    this.search = search;
    this.subscriptions = subscriptions;
  }

  /**
   * Begins a subscription: no event that is recorded from its initial record time on is missed, and
   * none is queued twice.
   */
  public Result begin(Subscriptions.New fresh) {
    beginning.lock();
    try {
      return transactions.run(handle -> begin(handle, fresh));
    } finally {
      beginning.unlock();
    }
  }

  private Result begin(Handle handle, Subscriptions.New fresh) {
    Optional<EventQuery> query = queries.hold(handle, fresh.organisation(), fresh.queryName());
    Optional<Result> obstacle = obstacle(query);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    // Keeps Matching out until we are done: what it has read is recorded and found below; what it
    // reads afterwards it matches with this subscription too.
    handle.execute("LOCK TABLE custody.subscription IN EXCLUSIVE MODE");
    if (subscriptions.count(handle, fresh.organisation()) >= MOST) {
      return new Result.TooMany();
    }
    UUID id = subscriptions.insert(handle, fresh);
    List<Long> events =
        search.ids(
            handle,
            Subscription.viewer(fresh.organisation(), fresh.seesAll()),
            query.orElseThrow().and(recordedFrom(fresh.controls().initialRecordTime())));
    Matching.insert(handle, events.stream().map(_ -> id).toList(), events);
    return new Result.Begun(
        subscriptions
            .find(handle, fresh.organisation(), fresh.queryName(), id)
            .orElseThrow(() -> new IllegalStateException("it was just stored")));
  }

  /**
   * What would keep the organisation from subscribing to this query now; empty if nothing would.
   */
  public Optional<Result> obstacle(UUID organisation, String queryName) {
    return jdbi.withHandle(
        handle -> {
          Optional<Result> obstacle = obstacle(queries.find(handle, organisation, queryName));
          return obstacle.isEmpty() && subscriptions.count(handle, organisation) >= MOST
              ? Optional.of(new Result.TooMany())
              : obstacle;
        });
  }

  private static Optional<Result> obstacle(Optional<EventQuery> query) {
    if (query.isEmpty()) {
      return Optional.of(new Result.NoSuchQuery());
    }
    return query.get().maxEventCount().isPresent() || query.get().eventCountLimit().isPresent()
        ? Optional.of(new Result.Limited())
        : Optional.empty();
  }

  private static EventQuery recordedFrom(OffsetDateTime time) {
    return switch (EventQuery.parse(Map.of("GE_recordTime", List.of(time.toString())))) {
      case Parsed.Ok(EventQuery query) -> query;
      case Parsed.Invalid(var problems) ->
          throw new IllegalStateException("a time is always understood: " + problems);
    };
  }

  /** Ends one; false when there was none. */
  public boolean end(UUID organisation, String queryName, UUID id) {
    return jdbi.withHandle(handle -> subscriptions.delete(handle, organisation, queryName, id));
  }

  /** See {@link Subscriptions#keepAlive}. */
  public Set<UUID> keepAlive(Collection<UUID> open) {
    return jdbi.withHandle(handle -> subscriptions.keepAlive(handle, open));
  }
}
