package io.pharmatrace.custody.application.query;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.query.EventRows.Row;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Order;
import io.pharmatrace.platform.error.ApiException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stored events that match a query and that the viewer may see: candidates by index, the
 * exact check by {@code EventQuery.matches} on what the viewer sees of each, so that nobody can ask
 * for what is hidden. Thread-safe.
 */
@Singleton
public class EventSearch {
  /** The longest that one request searches where it cannot end with a part of the answer. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Characters of stored documents that one page holds, unless a single event has more. */
  static final long MAX_PAGE_SIZE = 8_000_000;

  /** PostgreSQL, appendix A: query_canceled, here by its time limit. */
  private static final String CANCELLED = "57014";

  /**
   * A page of events.
   *
   * @param events as the viewer sees them, in the order asked for, identifiers as they came in
   * @param next where the next page begins; empty on the last one
   */
  public record Page(List<EpcisEvent> events, Optional<Position> next) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /**
   * A stored event as somebody sees it.
   *
   * @param id of the stored event
   * @param author the organisation that captured it
   * @param recordTime when it was stored
   */
  public record Seen(long id, UUID author, OffsetDateTime recordTime, ShownEvent event) {}

  private final Jdbi jdbi;
  private final int scanLimit;
  private final Duration pageTime;

  /**
   * A search.
   *
   * @param scanLimit how many candidates one request looks at
   * @param pageTime after which a page ends with what was found
   */
  EventSearch(
      Jdbi jdbi,
      @Value("${pharmatrace.query.scan-limit:20000}") int scanLimit,
      @Value("${pharmatrace.query.page-time:4s}") Duration pageTime) {
    this.jdbi = jdbi;
    this.scanLimit = scanLimit;
    this.pageTime = pageTime;
  }

  /**
   * A page of the events that match. It may have fewer events than asked for, even none, and still
   * be followed by another: when many candidates were looked at in vain, or for long, or events are
   * very large.
   *
   * @param perPage the most events
   * @param after where the page before ended; null for the first
   * @throws ApiException QUERY_TOO_LARGE when there are more events than the query's maxEventCount,
   *     or more than can be sorted by a field; QUERY_TOO_COMPLEX when it takes too long
   */
  public Page search(Viewer viewer, EventQuery query, int perPage, @Nullable Position after) {
    if (after == null) {
      query.maxEventCount().ifPresent(max -> requireAtMost(max, viewer, query));
    }
    int given = after == null ? 0 : after.given();
    int left = query.eventCountLimit().orElse(Integer.MAX_VALUE) - given;
    if (left <= 0) {
      return new Page(List.of(), Optional.empty());
    }
    boolean byField = query.order().filter(o -> o.key() == Order.Key.FIELD).isPresent();
    Page page =
        byField
            ? sorted(viewer, query, query.order().orElseThrow(), Math.min(perPage, left), after)
            : inTime(viewer, query, Math.min(perPage, left), after);
    return page.events().size() >= left ? new Page(page.events(), Optional.empty()) : page;
  }

  private Page inTime(Viewer viewer, EventQuery query, int perPage, @Nullable Position after) {
    int given = after == null ? 0 : after.given();
    return run(
        handle -> {
          List<EpcisEvent> found = new ArrayList<>();
          @Nullable Position last = after;
          QueryMatch match = new QueryMatch(handle, viewer);
          int scanned = 0;
          long size = 0;
          long start = System.nanoTime();
          try (ResultIterator<Row> rows =
              rows(handle, viewer, EventRows.settled(query), query, after, scanLimit)) {
            while (rows.hasNext()) {
              Row row = rows.next();
              scanned++;
              @Nullable ShownEvent event = row.shown();
              if (event != null && match.matches(query, event, row.recordTime(), row.author())) {
                boolean full =
                    found.size() == perPage || (size > 0 && size + row.size() > MAX_PAGE_SIZE);
                if (full) {
                  return new Page(found, Optional.ofNullable(last));
                }
                found.add(event.given());
                size += row.size();
              } else if (found.size() == perPage) {
                continue;
              }
              last = new Position(row.time(), row.id(), given + found.size());
              if (System.nanoTime() - start > pageTime.toNanos()) {
                return new Page(found, Optional.of(last));
              }
            }
          }
          boolean more = scanned == scanLimit;
          return new Page(found, more ? Optional.ofNullable(last) : Optional.empty());
        });
  }

  private Page sorted(
      Viewer viewer, EventQuery query, Order order, int perPage, @Nullable Position after) {
    return run(
        handle -> {
          FieldSort sort = new FieldSort(order);
          each(handle, viewer, query, sort::add);
          return sort.page(perPage, after);
        });
  }

  private void requireAtMost(int max, Viewer viewer, EventQuery query) {
    int[] count = {0};
    run(
        handle -> {
          each(handle, viewer, query, row -> ++count[0] <= max);
          return count[0];
        });
    if (count[0] > max) {
      throw TooMuch.large("more than maxEventCount, " + max + ", events match.");
    }
  }

  /**
   * The events that match, by their ids in no particular order.
   *
   * @throws ApiException QUERY_TOO_LARGE when too many would have to be looked at
   */
  public List<Long> ids(Handle handle, Viewer viewer, EventQuery query) {
    List<Long> ids = new ArrayList<>();
    each(handle, viewer, query, row -> ids.add(row.id()));
    return ids;
  }

  /**
   * Stored events as the viewer sees them.
   *
   * @param ids of stored events; those that the viewer may not see are left out
   * @return in the order of the ids
   */
  public static List<Seen> seen(Handle handle, Viewer viewer, Collection<Long> ids) {
    return EventRows.select(handle, viewer, ids)
        .map((r, c) -> EventRows.row(r))
        .filter(row -> row.shown() != null)
        .map(
            row ->
                new Seen(
                    row.id(), row.author(), row.recordTime(), Objects.requireNonNull(row.shown())))
        .list();
  }

  /** Gives every match to the consumer until it wants no more. */
  private void each(Handle handle, Viewer viewer, EventQuery query, Predicate<Row> more) {
    QueryMatch match = new QueryMatch(handle, viewer);
    int scanned = 0;
    long start = System.nanoTime();
    // Without what is not settled, whoever subscribes would miss it: nobody else tells of it.
    try (ResultIterator<Row> rows = rows(handle, viewer, "", query, null, scanLimit + 1)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        scanned++;
        if (System.nanoTime() - start > LONGEST.toNanos()) {
          throw TooMuch.time(LONGEST);
        }
        if (scanned > scanLimit) {
          throw TooMuch.large("more than " + scanLimit + " events would have to be looked at.");
        }
        @Nullable ShownEvent event = row.shown();
        if (event != null
            && match.matches(query, event, row.recordTime(), row.author())
            && !more.test(row)) {
          return;
        }
      }
    }
  }

  private static ResultIterator<Row> rows(
      Handle handle,
      Viewer viewer,
      String settled,
      EventQuery query,
      @Nullable Position after,
      int limit) {
    return EventRows.select(handle, viewer, settled, query, after, limit)
        .setQueryTimeout((int) LONGEST.toSeconds()) // for each fetch
        .map((r, c) -> EventRows.row(r))
        .iterator();
  }

  private <T> T run(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException sql && CANCELLED.equals(sql.getSQLState())) {
        throw TooMuch.time(LONGEST);
      }
      throw e;
    }
  }
}
