package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.query.SearchKeys;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.platform.Columns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which events are stored already, and which of them were declared to be in error. */
final class StoredEvents {
  /** Hash of the error declaration of an event that has none. */
  private static final String NO_ERROR = "0".repeat(64);

  /** Of a very long eventID the column has only the beginning. */
  private static final String WHOLE_URI =
      "CASE WHEN length(e.event_uri) < 500 THEN e.event_uri"
          + " ELSE CAST(e.document AS jsonb) ->> 'eventID' END";

  private StoredEvents() {}

  /**
   * An event that is stored.
   *
   * @param eventId the one that it came with, else its CBV 2.0 hash
   * @param inError whether it was declared to be in error
   */
  record Stored(long id, String eventId, boolean inError) {}

  /**
   * An eventID that an organisation gave.
   *
   * @param uri canonical
   */
  record OwnId(UUID organisation, String uri) {}

  /** Those of the identities that are stored, with their event. */
  static Map<Identity, Stored> find(Handle handle, List<Identity> identities) {
    return handle
        .createQuery(
            """
            SELECT e.id, e.organisation_id, encode(e.event_hash, 'hex') AS event,
                   encode(e.error_hash, 'hex') AS error, e.declared_by IS NOT NULL AS in_error,
                   %s AS uri
            FROM unnest(:organisations, :events, :errors) AS k (organisation, event, error)
            JOIN custody.event e ON e.organisation_id = k.organisation
              AND e.event_hash = decode(k.event, 'hex') AND e.error_hash = decode(k.error, 'hex')
            """
                .formatted(WHOLE_URI))
        .bindArray("organisations", UUID.class, Columns.of(identities, Identity::organisation))
        .bindArray("events", String.class, Columns.of(identities, i -> i.event().hex()))
        .bindArray("errors", String.class, Columns.of(identities, i -> i.error().hex()))
        .reduceRows(
            new HashMap<>(),
            (found, row) -> {
              Identity identity =
                  new Identity(
                      row.getColumn("organisation_id", UUID.class),
                      new EventHash(row.getColumn("event", String.class)),
                      new EventHash(row.getColumn("error", String.class)));
              @Nullable String uri = row.getColumn("uri", String.class);
              found.put(
                  identity,
                  new Stored(
                      row.getColumn("id", Long.class),
                      uri == null ? identity.event().ni() : uri,
                      row.getColumn("in_error", Boolean.class)));
              return found;
            });
  }

  /** Those of the eventIDs that are taken, with the hash of their event. */
  static Map<OwnId, EventHash> findIds(Handle handle, List<OwnId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(
            """
            SELECT e.organisation_id, encode(e.event_hash, 'hex') AS event, %s AS uri
            FROM unnest(:organisations, :uris) AS k (organisation, uri)
            JOIN custody.event e ON e.organisation_id = k.organisation AND e.event_uri = k.uri
            WHERE e.error_hash = decode(:none, 'hex')
            """
                .formatted(WHOLE_URI))
        .bindArray("organisations", UUID.class, Columns.of(ids, OwnId::organisation))
        .bindArray("uris", String.class, Columns.of(ids, i -> SearchKeys.cut(i.uri())))
        .bind("none", NO_ERROR)
        .reduceRows(
            new HashMap<>(),
            (found, row) -> {
              found.put(
                  new OwnId(
                      row.getColumn("organisation_id", UUID.class),
                      new Identifier(row.getColumn("uri", String.class)).canonical()),
                  new EventHash(row.getColumn("event", String.class)));
              return found;
            });
  }

  /**
   * An event that may be declared to be in error.
   *
   * @param declaredBy the declaration, if there is one already
   * @param counterparty to whom units were shipped
   */
  record Original(long id, @Nullable Long declaredBy, @Nullable UUID counterparty) {}

  /** Locks the event of the same organisation and content that is itself no error declaration. */
  static Optional<Original> lockOriginal(Handle handle, Identity declaration) {
    return handle
        .createQuery(
            """
            SELECT id, declared_by, counterparty_id FROM custody.event
            WHERE organisation_id = :organisation AND event_hash = decode(:event, 'hex')
              AND error_hash = decode(:none, 'hex')
            FOR UPDATE
            """)
        .bind("organisation", declaration.organisation())
        .bind("event", declaration.event().hex())
        .bind("none", NO_ERROR)
        .map(
            (r, c) ->
                new Original(
                    r.getLong("id"),
                    r.getObject("declared_by", Long.class),
                    r.getObject("counterparty_id", UUID.class)))
        .findOne();
  }

  /** Marks an event as declared to be in error; the first declaration counts. */
  static void declare(Handle handle, long original, long declaration) {
    handle
        .createUpdate(
            """
            UPDATE custody.event SET declared_by = :declaration
            WHERE id = :original AND declared_by IS NULL
            """)
        .bind("original", original)
        .bind("declaration", declaration)
        .execute();
  }
}
