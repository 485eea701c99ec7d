package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.query.StoredDocument;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.PackTransitions;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Columns;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Events that were refused because of how their units were, and may count when more is told of
 * these: what is told late may show that they were right. Only what tells of something that has
 * happened, by who has to do with the units; who asks and is refused does not do it. Kept for 240
 * hours. Written under the locks of the units.
 */
final class RefusedEvents {
  /** More of one organisation, or of all, about what one late event concerns are not looked at. */
  private static final int MOST_OF_ONE = 1_000;

  static final int MOST = 2_000;

  /** What names more, or is longer, is not kept; of what is told of pallets nearly nothing is. */
  private static final int MAX_UNITS = 500;

  private static final int MAX_TEXT = 200_000;

  private RefusedEvents() {}

  /** An event that was refused. */
  private record Refused(Item item, String document) {
    boolean returns() {
      return item.understood().action() instanceof CustodyAction.Reactivate;
    }

    @Nullable String lot() {
      return Optional.ofNullable(item.submission().lot()).map(Lot::value).orElse(null);
    }

    @Nullable LocalDate expiry() {
      return Optional.ofNullable(item.submission().expiry()).map(ExpiryDate::date).orElse(null);
    }

    /** PostgreSQL has no arrays of arrays of different length. */
    String names() {
      return String.join("\n", RefusedEvents.names(item.units()));
    }
  }

  private static List<String> names(Collection<Epc> units) {
    return Columns.of(units, epc -> UnitKey.key(epc) + " " + UnitKey.serial(epc));
  }

  /** Whether an event that tells what has happened and was refused so may count later. */
  static boolean mayCount(Item item, Refusal refusal) {
    return item.isUnderstood()
        && refusal.reason().isOfPresent()
        && item.understood().action().units().size() <= MAX_UNITS;
  }

  /** Keeps events. */
  static void add(Handle handle, List<Item> items) {
    List<Refused> events =
        items.stream()
            .map(item -> new Refused(item, CanonicalDocument.of(item.submission().event())))
            .filter(refused -> refused.document().length() <= MAX_TEXT)
            .toList();
    if (events.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            WITH old AS (
              DELETE FROM custody.refused_event
              WHERE (organisation_id, event_hash) IN (
                SELECT organisation_id, event_hash FROM custody.refused_event
                WHERE told < now() - :within LIMIT 1000 FOR UPDATE SKIP LOCKED)
            )
            INSERT INTO custody.refused_event (organisation_id, event_hash, document, lot, expiry,
                                               epcs, event_time, returns)
            SELECT n.organisation, decode(n.event, 'hex'), n.document, n.lot, n.expiry,
                   string_to_array(n.epcs, chr(10)), n.time, n.returns
            FROM unnest(:organisations, :events, :documents, :lots, :expiries, :epcs, :times,
                        :returns)
              AS n (organisation, event, document, lot, expiry, epcs, time, returns)
            ON CONFLICT DO NOTHING
            """)
        .bind("within", PackTransitions.UNDO_WITHIN)
        .bindArray("organisations", UUID.class, Columns.of(events, e -> e.item().organisation()))
        .bindArray(
            "events", String.class, Columns.of(events, e -> e.item().identity().event().hex()))
        .bindArray("documents", String.class, Columns.of(events, Refused::document))
        .bindArray("lots", String.class, Columns.of(events, Refused::lot))
        .bindArray("expiries", LocalDate.class, Columns.of(events, Refused::expiry))
        .bindArray("epcs", String.class, Columns.of(events, Refused::names))
        .bindArray("times", OffsetDateTime.class, Columns.of(events, e -> e.item().time()))
        .bindArray("returns", Boolean.class, Columns.of(events, Refused::returns))
        .execute();
  }

  /** Those about any of these units, in the order of time; of too many the latest. */
  static List<Submission> about(Handle handle, Collection<Epc> units) {
    return handle
        .createQuery(
            """
            SELECT * FROM (
              SELECT organisation_id, document, lot, expiry, event_time,
                     row_number() OVER (PARTITION BY organisation_id
                                        ORDER BY event_time DESC) AS n
              FROM custody.refused_event r
              WHERE epcs && CAST(:epcs AS text[]) AND told >= now() - :within
                AND event_time <= now()
                -- Told again, or parked, it may have been taken by itself.
                AND NOT EXISTS (SELECT FROM custody.event e
                                WHERE e.organisation_id = r.organisation_id
                                  AND e.event_hash = r.event_hash
                                  AND e.error_hash = decode(repeat('00', 32), 'hex'))
              ORDER BY n, event_time DESC LIMIT :most) latest
            WHERE n <= :ofOne ORDER BY event_time
            """)
        .bindArray("epcs", String.class, names(units))
        .bind("within", PackTransitions.UNDO_WITHIN)
        .bind("most", MOST)
        .bind("ofOne", MOST_OF_ONE)
        .map(
            (r, c) -> {
              @Nullable String lot = r.getString("lot");
              @Nullable LocalDate expiry = r.getObject("expiry", LocalDate.class);
              return new Submission(
                  r.getObject("organisation_id", UUID.class),
                  StoredDocument.read(r.getString("document")),
                  lot == null ? null : new Lot(lot),
                  expiry == null ? null : ExpiryDate.of(expiry));
            })
        .list();
  }

  /** Whether somebody told in vain that one of these units is Active again. */
  static boolean isAnyReturn(Handle handle, Collection<Epc> units) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM custody.refused_event
                           WHERE epcs && CAST(:epcs AS text[]) AND returns)
            """)
        .bindArray("epcs", String.class, names(units))
        .mapTo(Boolean.class)
        .one();
  }

  /** They are stored as events now, or declared to be in error. */
  static void forget(Handle handle, Set<Identity> events) {
    handle
        .createUpdate(
            """
            DELETE FROM custody.refused_event r
            USING unnest(:organisations, :events) AS n (organisation, event)
            WHERE r.organisation_id = n.organisation AND r.event_hash = decode(n.event, 'hex')
            """)
        .bindArray("organisations", UUID.class, Columns.of(events, Identity::organisation))
        .bindArray("events", String.class, Columns.of(events, e -> e.event().hex()))
        .execute();
  }
}
