package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.Announcement;
import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.custody.application.query.NamedQueries;
import io.pharmatrace.custody.application.query.QueryMatch;
import io.pharmatrace.custody.application.query.UnreadableEvent;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes which subscribers are to be told of new events. Thread-safe. */
@Singleton
public class Matching {
  private static final Logger LOG = LoggerFactory.getLogger(Matching.class);

  private record Key(UUID organisation, boolean seesAll, String queryName) {
    Viewer viewer() {
      return Subscription.viewer(organisation, seesAll);
    }
  }

  private record Row(Key key, UUID subscription) {}

  private final NamedQueries queries;
  private final Json json;

  Matching(NamedQueries queries, Json json) {
    this.queries = queries;
    this.json = json;
  }

  /**
   * Notes it in the caller's transaction. What a subscriber may see is decided now: an event of a
   * partner about a unit that comes to the subscriber later is not told of.
   *
   * @param announcements messages of topic custody-events
   */
  public void match(Handle handle, List<String> announcements) {
    // A subscription that begins (Subscribing) looks for what was recorded before; with this lock
    // an event is either before or after its beginning.
    handle.execute("LOCK TABLE custody.subscription IN ROW SHARE MODE");
    Map<Key, List<UUID>> standing = standing(handle);
    if (standing.isEmpty()) {
      return;
    }
    List<Long> ids = announcements.stream().map(this::eventId).toList();
    Map<Viewer, List<EventSearch.Seen>> seen =
        standing.keySet().stream()
            .map(Key::viewer)
            .distinct()
            .collect(Collectors.toMap(viewer -> viewer, v -> seen(handle, v, ids)));
    Map<Viewer, QueryMatch> matches = new HashMap<>();
    List<UUID> subscriptions = new ArrayList<>();
    List<Long> events = new ArrayList<>();
    standing.forEach(
        (key, those) -> {
          Optional<EventQuery> query = query(handle, key);
          QueryMatch match =
              matches.computeIfAbsent(key.viewer(), viewer -> new QueryMatch(handle, viewer));
          for (EventSearch.Seen event : seen.getOrDefault(key.viewer(), List.of())) {
            if (query.isPresent() && match.matches(query.get(), event)) {
              those.forEach(
                  each -> {
                    subscriptions.add(each);
                    events.add(event.id());
                  });
            }
          }
        });
    insertFresh(handle, subscriptions, events);
  }

  /** What is no longer understood is told of nothing, and keeps nobody else from being told. */
  private Optional<EventQuery> query(Handle handle, Key key) {
    try {
      return queries.find(handle, key.organisation(), key.queryName());
    } catch (ApiException e) {
      LOG.warn("query {} of {}: {}", key.queryName(), key.organisation(), e.getMessage());
      return Optional.empty();
    }
  }

  /** One event that cannot be read keeps nobody from being told of the others. */
  private static List<EventSearch.Seen> seen(Handle handle, Viewer viewer, List<Long> ids) {
    try {
      return EventSearch.seen(handle, viewer, ids);
    } catch (UnreadableEvent e) {
      if (ids.size() == 1) {
        LOG.error("nobody can be told of event {}", ids.getFirst(), e);
        return List.of();
      }
      return ids.stream().flatMap(id -> seen(handle, viewer, List.of(id)).stream()).toList();
    }
  }

  /**
   * An event counts from its recording on. One that was under way when the subscription began was
   * recorded before, but could not be found then; what was settled by then was found, and may have
   * been told already.
   */
  private static void insertFresh(Handle handle, List<UUID> subscriptions, List<Long> events) {
    handle
        .createUpdate(
            """
            INSERT INTO custody.delivery (subscription_id, event_id)
            SELECT s.id, e.id
            FROM unnest(:subscriptions, :events) AS n (subscription, event)
            JOIN custody.subscription s ON s.id = n.subscription
            JOIN custody.event e ON e.id = n.event
            WHERE e.tx >= pg_snapshot_xmin(s.begun)
              AND (e.record_time >= s.initial_record_time
                   OR (s.initial_record_time <= s.created
                       AND NOT pg_visible_in_snapshot(e.tx, s.begun)))
            ON CONFLICT DO NOTHING
            """)
        .bindArray("subscriptions", UUID.class, subscriptions)
        .bindArray("events", Long.class, events)
        .execute();
  }

  static void insert(Handle handle, List<UUID> subscriptions, List<Long> events) {
    handle
        .createUpdate(
            """
            INSERT INTO custody.delivery (subscription_id, event_id)
            SELECT * FROM unnest(:subscriptions, :events) ON CONFLICT DO NOTHING
            """)
        .bindArray("subscriptions", UUID.class, subscriptions)
        .bindArray("events", Long.class, events)
        .execute();
  }

  private static Map<Key, List<UUID>> standing(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT id, organisation_id, sees_all, query_name FROM custody.subscription
            """)
        .map(
            (r, c) ->
                new Row(
                    new Key(r.getObject(2, UUID.class), r.getBoolean(3), r.getString(4)),
                    r.getObject(1, UUID.class)))
        .collect(
            Collectors.groupingBy(
                Row::key, Collectors.mapping(Row::subscription, Collectors.toList())));
  }

  private long eventId(String announcement) {
    try {
      return json.read(announcement, Announcement.class).eventId();
    } catch (IOException e) {
      throw new UncheckedIOException("we wrote this message ourselves", e);
    }
  }
}
