package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.custody.domain.Handover;
import io.pharmatrace.custody.domain.OfferState;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes offers and what became of their units, in the transaction of the events that say so. The
 * rows of a unit are written under the lock of the unit. Thread-safe.
 */
@Singleton
final class Offers {
  private final ReceiptDifferences differences;
  private final Duration deadline;

  Offers(
      ReceiptDifferences differences,
      @Value("${pharmatrace.custody.handover-deadline:7d}") Duration deadline) {
    this.differences = differences;
    this.deadline = deadline;
  }

  /** A unit below an offer that is made and perhaps answered in this transaction. */
  private record Row(long offer, Unit unit, @Nullable Unit of, OfferState state, long event) {}

  /** What is written, in the order of the statements. */
  private static final class Batch {
    final Set<Long> offers = new HashSet<>();
    final Map<Unit, Handover> parts = new LinkedHashMap<>();
    final Map<Unit, Handover> answers = new LinkedHashMap<>();
    final Map<Unit, Row> fresh = new LinkedHashMap<>();
    final List<Row> superseded = new ArrayList<>();

    void add(Handover step) {
      if (step.state() == OfferState.OFFERED) {
        offers.add(step.event());
        put(new Row(step.event(), step.unit(), null, step.state(), step.event()));
        return;
      }
      @Nullable Row known = fresh.get(step.of() == null ? step.unit() : step.of());
      if (known != null) {
        put(new Row(known.offer(), step.unit(), step.of(), step.state(), step.event()));
      } else {
        (step.of() == null ? answers : parts).put(step.unit(), step);
      }
    }

    private void put(Row row) {
      @Nullable Row before = fresh.put(row.unit(), row);
      if (before != null && before.offer() != row.offer()) {
        superseded.add(before);
      }
    }

    List<Row> rows() {
      List<Row> rows = new ArrayList<>(superseded);
      rows.addAll(fresh.values());
      return rows;
    }
  }

  /**
   * Writes steps of handovers.
   *
   * @param events those that were just stored
   * @param steps in their order
   */
  void save(Handle handle, List<NewEvent> events, List<Handover> steps) {
    if (steps.isEmpty()) {
      return;
    }
    Batch batch = new Batch();
    steps.forEach(batch::add);
    insertOffers(handle, events.stream().filter(e -> batch.offers.contains(e.id())).toList());
    insertParts(handle, batch.parts.values());
    answer(handle, batch.answers.values());
    insertUnits(handle, batch.rows());
    open(handle, steps);
    HandoverReasons.save(handle, events);
    differences.raise(handle, events, steps);
  }

  /**
   * Writes the steps of units of which all that ever happened was applied anew, in place of what is
   * stored of them.
   *
   * @param events those that were just stored
   */
  void rewrite(Handle handle, List<NewEvent> events, Units units) {
    List<Handover> steps = units.handovers();
    Batch batch = new Batch();
    steps.forEach(batch::add);
    insertOffers(handle, events.stream().filter(e -> batch.offers.contains(e.id())).toList());
    HandoverReasons.keeping(
        handle, Columns.of(units.replayed(), Unit::id), () -> insertUnits(handle, batch.rows()));
    open(handle, steps);
    UncheckedReturns.lookAgain(handle, batch.offers);
    Set<Long> fresh = events.stream().map(NewEvent::id).collect(Collectors.toSet());
    HandoverReasons.save(handle, events);
    differences.raise(
        handle, events, steps.stream().filter(step -> fresh.contains(step.event())).toList());
  }

  private void insertOffers(Handle handle, List<NewEvent> shipments) {
    if (shipments.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            WITH sender AS MATERIALIZED (
              SELECT id, id = ANY(:receivers) OR custody.may_have_returns(id) AS unchecked
              FROM (SELECT DISTINCT unnest(CAST(:senders AS uuid[])) AS id) s
            )
            INSERT INTO custody.offer (id, sender_id, receiver_id, offered, deadline, place,
                                       reference, is_return, unchecked)
            SELECT n.id, n.sender, n.receiver, n.offered, now() + :deadline, n.place, n.reference,
                   n.returned OR EXISTS (
                     -- The latest handover of one of the units was the other way round.
                     SELECT FROM custody.event_unit eu
                     CROSS JOIN LATERAL (
                       SELECT o.sender_id, o.receiver_id FROM custody.offer_unit ou
                       JOIN custody.offer o ON o.id = ou.offer_id
                       WHERE ou.unit_id = eu.unit_id AND ou.state = 'accepted'
                       ORDER BY ou.offer_id DESC LIMIT 1) last
                     WHERE eu.event_id = n.id AND last.sender_id = n.receiver
                       AND last.receiver_id = n.sender),
                   sender.unchecked
            FROM unnest(:ids, :senders, :receivers, :times, :places, :references, :returned)
              AS n (id, sender, receiver, offered, place, reference, returned)
            JOIN sender ON sender.id = n.sender
            """)
        .bind("deadline", deadline)
        .bindArray("ids", Long.class, Columns.of(shipments, NewEvent::id))
        .bindArray("senders", UUID.class, Columns.of(shipments, e -> e.identity().organisation()))
        .bindArray("receivers", UUID.class, Columns.of(shipments, NewEvent::counterparty))
        .bindArray("times", OffsetDateTime.class, Columns.of(shipments, e -> e.event().eventTime()))
        .bindArray("places", String.class, Columns.of(shipments, e -> digits(e.place())))
        .bindArray("references", String.class, Columns.of(shipments, e -> reference(e.event())))
        .bindArray("returned", Boolean.class, Columns.of(shipments, e -> isReturn(e.event())))
        .execute();
  }

  private static @Nullable String digits(@Nullable Gln place) {
    return place == null ? null : place.digits();
  }

  private static @Nullable String reference(EpcisEvent event) {
    return event.common().bizTransactions().stream()
        .filter(document -> is(document.type(), "desadv"))
        .map(document -> document.id().uri())
        .findFirst()
        .orElse(null);
  }

  private static boolean isReturn(EpcisEvent event) {
    return is(event.disposition(), "returned");
  }

  private static boolean is(@Nullable Term term, String word) {
    return term != null && term.is(word);
  }

  private static void insertUnits(Handle handle, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.offer_unit (offer_id, unit_id, part_of, state, event_id, sender_id,
                                            receiver_id)
            SELECT n.*, o.sender_id, o.receiver_id
            FROM unnest(:offers, :units, :parts, :states, :events)
              AS n (offer, unit, part, state, event)
            JOIN custody.offer o ON o.id = n.offer
            """)
        .bindArray("offers", Long.class, Columns.of(rows, Row::offer))
        .bindArray("units", Long.class, Columns.of(rows, r -> r.unit().id()))
        .bindArray("parts", Long.class, Columns.of(rows, r -> id(r.of())))
        .bindArray("states", String.class, Columns.of(rows, r -> r.state().text()))
        .bindArray("events", Long.class, Columns.of(rows, Row::event))
        .execute();
  }

  private static @Nullable Long id(@Nullable Unit unit) {
    return unit == null ? null : unit.id();
  }

  /** What was inside an offered unit comes under the same offer. */
  private static void insertParts(Handle handle, Collection<Handover> parts) {
    if (parts.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.offer_unit (offer_id, unit_id, part_of, state, event_id, sender_id,
                                            receiver_id)
            SELECT o.id, n.unit, n.of, n.state, n.event, o.sender_id, o.receiver_id
            FROM unnest(:units, :of, :states, :events) AS n (unit, of, state, event)
            JOIN custody.offer o ON o.id = custody.offer_of(n.of)
            ON CONFLICT (offer_id, unit_id) DO UPDATE
              SET part_of = excluded.part_of, state = excluded.state, event_id = excluded.event_id,
                  reason = NULL
            """)
        .bindArray("units", Long.class, Columns.of(parts, h -> h.unit().id()))
        .bindArray("of", Long.class, Columns.of(parts, h -> id(h.of())))
        .bindArray("states", String.class, Columns.of(parts, h -> h.state().text()))
        .bindArray("events", Long.class, Columns.of(parts, Handover::event))
        .execute();
  }

  private static void answer(Handle handle, Collection<Handover> answers) {
    if (answers.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou SET state = n.state, event_id = n.event, reason = NULL
            FROM unnest(:units, :states, :events) AS n (unit, state, event)
            WHERE ou.unit_id = n.unit AND ou.offer_id = custody.offer_of(n.unit)
              AND (ou.state IN ('offered', 'missing', 'opened')
                   OR (n.state = 'returned' AND ou.state IN ('refused', 'damaged')))
            """)
        .bindArray("units", Long.class, Columns.of(answers, h -> h.unit().id()))
        .bindArray("states", String.class, Columns.of(answers, h -> h.state().text()))
        .bindArray("events", Long.class, Columns.of(answers, Handover::event))
        .execute();
  }

  /** What was emptied piece by piece is nothing to wait for. */
  private static void open(Handle handle, List<Handover> steps) {
    Set<Long> opened =
        steps.stream()
            .flatMap(step -> Stream.ofNullable(step.of()))
            .map(Unit::id)
            .collect(Collectors.toSet());
    if (opened.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou SET state = 'opened'
            WHERE ou.unit_id = ANY(:units) AND ou.state = 'offered'
              AND NOT EXISTS (SELECT FROM custody.unit c WHERE c.parent_id = ou.unit_id)
            """)
        .bindArray("units", Long.class, opened)
        .execute();
  }
}
