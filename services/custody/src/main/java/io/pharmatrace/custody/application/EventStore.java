package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.application.query.SearchKeys;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.SpellingNote;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.Outbox;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stored events, the entries that they owe to the log, and their announcement. Thread-safe. */
@Singleton
final class EventStore {
  private final EntryLog log;
  private final Outbox outbox;
  private final Json json;

  EventStore(EntryLog log, Outbox outbox, Json json) {
    this.log = log;
    this.outbox = outbox;
    this.json = json;
  }

  /**
   * What makes an event the same event. The CBV hash ignores error declarations, so theirs is
   * beside it.
   *
   * @param organisation who captured it
   * @param event CBV 2.0 event hash
   * @param error hash of the error declaration; all zero without one
   */
  record Identity(UUID organisation, EventHash event, EventHash error) {
    static Identity of(Submission submission) {
      EpcisEvent event = submission.event();
      return new Identity(
          submission.organisation(), EventHash.of(event), EventHash.ofErrorDeclaration(event));
    }
  }

  /**
   * An event to be stored.
   *
   * @param id from {@link #eventIds}
   * @param units the units that it names
   * @param counterparty to whom units are shipped, or were, by an event that this declares wrong
   */
  record NewEvent(
      long id,
      Submission submission,
      Identity identity,
      List<Epc> units,
      @Nullable Gln place,
      @Nullable UUID counterparty) {
    static NewEvent of(
        long id, Submission submission, Identity identity, Meaning.Understood meaning) {
      return new NewEvent(
          id,
          submission,
          identity,
          meaning.action().units(),
          meaning.place(),
          meaning.counterparty());
    }

    EpcisEvent event() {
      return submission.event();
    }
  }

  Ids eventIds(Handle handle, int count) {
    return new Ids(handle, "custody.event_id", count);
  }

  Ids unitIds(Handle handle) {
    return new Ids(handle, "custody.unit_id", 500);
  }

  /** Stores events with their log entries and announces them. */
  void save(Handle handle, List<NewEvent> events, Units units) {
    List<String> documents = Columns.of(events, e -> CanonicalDocument.of(e.event()));
    List<Long> entries = appendToLog(handle, events, documents);
    int rows =
        handle
            .createUpdate(
                """
                INSERT INTO custody.event (id, organisation_id, event_hash, error_hash, entry_id,
                  event_type, biz_step, disposition, event_time, time_offset, place,
                  counterparty_id, document, spelling, action, read_point, biz_location,
                  event_uri)
                SELECT id, organisation, decode(event, 'hex'), decode(error, 'hex'), entry, type,
                  step, disposition, time, time_offset, place, counterparty, document, spelling,
                  action, read_point, biz_location, uri
                FROM unnest(:ids, :organisations, :events, :errors, :entries, :types, :steps,
                  :dispositions, :times, :offsets, :places, :counterparties, :documents,
                  :spellings, :actions, :readPoints, :locations, :uris)
                  AS n (id, organisation, event, error, entry, type, step, disposition, time,
                        time_offset, place, counterparty, document, spelling, action,
                        read_point, biz_location, uri)
                -- Of the same content, or of the same eventID.
                ON CONFLICT DO NOTHING
                """)
            .bindArray("ids", Long.class, Columns.of(events, NewEvent::id))
            .bindArray(
                "organisations", UUID.class, Columns.of(events, e -> e.identity().organisation()))
            .bindArray("events", String.class, Columns.of(events, e -> e.identity().event().hex()))
            .bindArray("errors", String.class, Columns.of(events, e -> e.identity().error().hex()))
            .bindArray("entries", Long.class, entries)
            .bindArray("types", String.class, Columns.of(events, e -> e.event().type()))
            .bindArray("steps", String.class, Columns.of(events, e -> text(e.event().bizStep())))
            .bindArray(
                "dispositions",
                String.class,
                Columns.of(events, e -> text(e.event().disposition())))
            .bindArray(
                "times", OffsetDateTime.class, Columns.of(events, e -> e.event().eventTime()))
            .bindArray(
                "offsets",
                String.class,
                Columns.of(events, e -> e.event().common().eventTimeZoneOffset()))
            .bindArray("places", String.class, Columns.of(events, EventStore::place))
            .bindArray("counterparties", UUID.class, Columns.of(events, NewEvent::counterparty))
            .bindArray("documents", String.class, documents)
            .bindArray(
                "spellings",
                String.class,
                Columns.of(events, e -> SpellingNote.of(e.event()).orElse(null)))
            .bindArray("actions", String.class, Columns.of(events, EventStore::action))
            .bindArray(
                "readPoints",
                String.class,
                Columns.of(events, e -> EventFacets.place(e.event().readPoint())))
            .bindArray(
                "locations",
                String.class,
                Columns.of(events, e -> EventFacets.place(e.event().bizLocation())))
            .bindArray("uris", String.class, Columns.of(events, EventStore::uri))
            .execute();
    if (rows != events.size()) {
      throw new Conflict("another transaction stored the same event");
    }
    EventFacets.save(handle, events, UnitLinks.save(handle, events, units));
    outbox.append(handle, Columns.of(events, this::announcement));
  }

  /** One append for each organisation; the result is in the order of the events. */
  private List<Long> appendToLog(Handle handle, List<NewEvent> events, List<String> documents) {
    Map<UUID, List<Integer>> byOrganisation = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      byOrganisation
          .computeIfAbsent(events.get(i).identity().organisation(), o -> new ArrayList<>())
          .add(i);
    }
    Long[] entries = new Long[events.size()];
    byOrganisation.forEach(
        (organisation, positions) -> {
          List<NewEntry> fresh = Columns.of(positions, i -> entry(events.get(i), documents.get(i)));
          List<Long> ids = log.append(handle, organisation, fresh);
          for (int i = 0; i < ids.size(); i++) {
            entries[positions.get(i)] = ids.get(i);
          }
        });
    return List.of(entries);
  }

  private static NewEntry entry(NewEvent event, String document) {
    return new NewEntry(
        EntryType.CUSTODY_EVENT,
        ContentDigest.ofEvent(
            Bytes32.of(event.identity().event().bytes()), document.getBytes(UTF_8)),
        Columns.of(event.units(), epc -> UnsaltedUnit.pack(epc.digitalLink())));
  }

  private Outbox.Message announcement(NewEvent event) {
    return new Outbox.Message(
        Topics.CUSTODY_EVENTS,
        event.identity().organisation().toString(),
        json.write(Announcement.of(event)));
  }

  private static @Nullable String place(NewEvent event) {
    return event.place() == null ? null : event.place().digits();
  }

  private static @Nullable String action(NewEvent event) {
    @Nullable Action action = event.event().action();
    return action == null ? null : action.name();
  }

  private static @Nullable String uri(NewEvent event) {
    @Nullable Identifier id = event.event().common().eventId();
    return id == null ? null : SearchKeys.of(id);
  }

  private static @Nullable String text(@Nullable Term term) {
    return term == null ? null : term.value();
  }
}
