package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.custody.application.query.SearchKeys;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes what queries look for beside the columns of an event, each with one statement. */
final class EventFacets {
  private record Identifier(String text, long event) {}

  private record Value(UUID organisation, String kind, String value) implements Comparable<Value> {
    @Override
    public int compareTo(Value other) {
      return (organisation + kind + value).compareTo(other.organisation + other.kind + other.value);
    }
  }

  private EventFacets() {}

  /**
   * To be called with the events of a transaction, after they were stored.
   *
   * @param links of each event the units by which it is found in any case
   */
  static void save(Handle handle, List<NewEvent> events, Map<Long, Set<Epc>> links) {
    identifiers(handle, events, links);
    values(handle, events);
    partners(handle, events);
  }

  private static void identifiers(Handle handle, List<NewEvent> events, Map<Long, Set<Epc>> links) {
    List<Identifier> rows = new ArrayList<>();
    for (NewEvent event : events) {
      Set<String> units =
          links.getOrDefault(event.id(), Set.of()).stream()
              .map(epc -> SearchKeys.cut(epc.digitalLink()))
              .collect(Collectors.toSet());
      SearchKeys.identifiers(event.event())
          .filter(id -> !units.contains(id))
          .distinct()
          .forEach(id -> rows.add(new Identifier(id, event.id())));
    }
    if (!rows.isEmpty()) {
      handle
          .createUpdate(
              """
              INSERT INTO custody.event_identifier (identifier, event_id)
              SELECT * FROM unnest(:identifiers, :events)
              """)
          .bindArray("identifiers", String.class, Columns.of(rows, Identifier::text))
          .bindArray("events", Long.class, Columns.of(rows, Identifier::event))
          .execute();
    }
  }

  private static void values(Handle handle, List<NewEvent> events) {
    // In one order everywhere, so that two transactions with the same new values do not deadlock.
    Set<Value> rows = new TreeSet<>();
    for (NewEvent event : events) {
      UUID organisation = event.identity().organisation();
      EpcisEvent said = event.event();
      add(rows, organisation, "bizStep", term(said.bizStep()));
      add(rows, organisation, "disposition", term(said.disposition()));
      add(rows, organisation, "readPoint", place(said.readPoint()));
      add(rows, organisation, "bizLocation", place(said.bizLocation()));
    }
    if (!rows.isEmpty()) {
      handle
          .createUpdate(
              """
              INSERT INTO custody.used_value (organisation_id, kind, value)
              SELECT * FROM unnest(:organisations, :kinds, :values) ON CONFLICT DO NOTHING
              """)
          .bindArray("organisations", UUID.class, Columns.of(rows, Value::organisation))
          .bindArray("kinds", String.class, Columns.of(rows, Value::kind))
          .bindArray("values", String.class, Columns.of(rows, Value::value))
          .execute();
    }
  }

  private static void partners(Handle handle, List<NewEvent> events) {
    List<NewEvent> shipments = events.stream().filter(e -> e.counterparty() != null).toList();
    if (!shipments.isEmpty()) {
      handle
          .createUpdate(
              """
              INSERT INTO custody.trading_partner (organisation_id, partner_id)
              SELECT sender, receiver FROM unnest(:senders, :receivers) AS s (sender, receiver)
              UNION
              SELECT receiver, sender FROM unnest(:senders, :receivers) AS s (sender, receiver)
              ORDER BY 1, 2
              ON CONFLICT DO NOTHING
              """)
          .bindArray("senders", UUID.class, Columns.of(shipments, e -> e.identity().organisation()))
          .bindArray("receivers", UUID.class, Columns.of(shipments, NewEvent::counterparty))
          .execute();
    }
  }

  private static void add(Set<Value> rows, UUID organisation, String kind, @Nullable String value) {
    if (value != null) {
      rows.add(new Value(organisation, kind, value));
    }
  }

  private static @Nullable String term(@Nullable Term term) {
    return term == null ? null : SearchKeys.cut(term.value());
  }

  static @Nullable String place(@Nullable Place place) {
    return place == null ? null : SearchKeys.of(place.id());
  }
}
