package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.EventStore.NewEvent;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Events that were refused because of how their units were, and may count when more is told of
 * these: what is told late may show that they were right. Only what tells of something that has
 * happened; who asks and is refused does not do it. Whoever tells it: the shipment to him may be
 * told later; until he has to do with the units it is not looked at. Kept for 240 hours. Written
 * under the locks of the units.
 */
final class RefusedEvents {
  /** More of one organisation are not kept: nobody fills the database with what is refused. */
  static final int MOST_KEPT = 10_000;

  /** Rows that are removed at once. */
  private static final int STEP = 1_000;

  /** Each with up to 500 units: one that is told anew waits no longer than that takes. */
  private static final int OLD_STEP = 100;

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

    /** PostgreSQL has no arrays of arrays of different length. Those first that it would bear. */
    String names() {
      Set<Epc> born = born();
      return Stream.concat(born.stream(), item.units().stream().filter(u -> !born.contains(u)))
          .map(RefusedEvents::name)
          .collect(Collectors.joining("\n"));
    }

    Set<Epc> born() {
      return Set.copyOf(item.understood().action().born());
    }
  }

  static List<String> names(Collection<Epc> units) {
    return Columns.of(units, RefusedEvents::name);
  }

  static String name(Epc unit) {
    return UnitKey.key(unit) + " " + UnitKey.serial(unit);
  }

  /** Whether an event that tells what has happened and was refused so may count later. */
  static boolean mayCount(Item item, Refusal refusal) {
    return item.isUnderstood() && refusal.reason().isOfPresent();
  }

  /** Whether it is short enough to be kept. */
  static boolean isKept(Item item) {
    return item.understood().action().units().size() <= MAX_UNITS
        && CanonicalDocument.of(item.submission().event()).length() <= MAX_TEXT;
  }

  /**
   * Keeps events, and forgets what is too much of one organisation.
   *
   * @return whether anything was too much, and the oldest is forgotten
   */
  static boolean add(Handle handle, List<Item> items) {
    if (insert(handle, items) == 0) {
      return false;
    }
    Set<UUID> tellers = items.stream().map(Item::organisation).collect(Collectors.toSet());
    int tooMany = removeTooMany(handle, tellers);
    boolean forgotten = tooMany > 0;
    while (tooMany == STEP) {
      tooMany = removeTooMany(handle, tellers);
    }
    return forgotten;
  }

  /**
   * Removes some that are too old, which nobody looks at any more; those that are locked later.
   *
   * @return whether there may be more
   */
  static boolean removeOld(Handle handle) {
    return handle
            .createUpdate(
                """
                DELETE FROM custody.refused_event
                WHERE (organisation_id, event_hash) IN (
                  SELECT organisation_id, event_hash FROM custody.refused_event
                  WHERE told < now() - :within LIMIT :step FOR UPDATE SKIP LOCKED)
                """)
            .bind("within", PackTransitions.UNDO_WITHIN)
            .bind("step", OLD_STEP)
            .execute()
        == OLD_STEP;
  }

  private static int removeTooMany(Handle handle, Set<UUID> tellers) {
    return handle
        .createUpdate(
            """
            DELETE FROM custody.refused_event
            WHERE (organisation_id, event_hash) IN (
              SELECT r.organisation_id, r.event_hash
              FROM unnest(:organisations) AS o (id)
              CROSS JOIN LATERAL (
                SELECT told FROM custody.refused_event k WHERE k.organisation_id = o.id
                ORDER BY told DESC OFFSET :most LIMIT 1) last
              JOIN custody.refused_event r ON r.organisation_id = o.id AND r.told <= last.told
              LIMIT :step FOR UPDATE OF r SKIP LOCKED)
            """)
        .bindArray("organisations", UUID.class, tellers)
        .bind("most", MOST_KEPT)
        .bind("step", STEP)
        .execute();
  }

  private static int insert(Handle handle, List<Item> items) {
    List<Refused> events =
        items.stream()
            .map(item -> new Refused(item, CanonicalDocument.of(item.submission().event())))
            .toList();
    if (events.isEmpty()) {
      return 0;
    }
    return handle
        .createUpdate(
            """
            WITH n AS (
              SELECT * FROM unnest(:organisations, :events, :documents, :lots, :expiries, :units,
                                   :born, :times, :returns, :ends)
                AS n (organisation, event, document, lot, expiry, units, born, time, returns, ends)
            ), fresh AS (
              INSERT INTO custody.refused_event (organisation_id, event_hash, document, lot,
                                                 expiry, event_time, returns, ends)
              SELECT organisation, decode(event, 'hex'), document, lot, expiry, time, returns, ends
              FROM n ON CONFLICT DO NOTHING RETURNING organisation_id, event_hash
            )
            INSERT INTO custody.refused_unit (name, organisation_id, event_hash, born)
            SELECT u.name, n.organisation, f.event_hash, u.place <= n.born
            FROM fresh f JOIN n ON n.organisation = f.organisation_id
              AND decode(n.event, 'hex') = f.event_hash
            CROSS JOIN LATERAL string_to_table(n.units, chr(10)) WITH ORDINALITY AS u (name, place)
            ON CONFLICT DO NOTHING
            """)
        .bindArray("organisations", UUID.class, Columns.of(events, e -> e.item().organisation()))
        .bindArray(
            "events", String.class, Columns.of(events, e -> e.item().identity().event().hex()))
        .bindArray("documents", String.class, Columns.of(events, Refused::document))
        .bindArray("lots", String.class, Columns.of(events, Refused::lot))
        .bindArray("expiries", LocalDate.class, Columns.of(events, Refused::expiry))
        .bindArray("units", String.class, Columns.of(events, Refused::names))
        .bindArray("born", Integer.class, Columns.of(events, e -> e.born().size()))
        .bindArray("times", OffsetDateTime.class, Columns.of(events, e -> e.item().time()))
        .bindArray("returns", Boolean.class, Columns.of(events, Refused::returns))
        .bindArray("ends", Boolean.class, Columns.of(events, e -> e.item().ends()))
        .execute();
  }

  /** They are stored as events now. */
  static void forget(Handle handle, List<NewEvent> events) {
    forget(handle, Set.copyOf(Columns.of(events, NewEvent::identity)));
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
