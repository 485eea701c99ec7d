package io.pharmatrace.custody.application.archive;

import io.pharmatrace.custody.BatchRecords;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The lines of an archive: JSON objects that say by {@code kind} what they are, in an order and
 * spelling that depend on nothing but what is on record. {@code docs/adr/0016} describes the
 * format. Reads what {@link Scope} has found, a page of rows at a time.
 */
final class Lines {
  /** Changes with the meaning of what is there; new kinds and fields may come without. */
  static final String FORMAT = "pharmatrace-archive/1";

  private static final int PAGE = 1_000;

  private static final String HEAD =
      """
      SELECT jsonb_build_object('kind', 'archive', 'format', :format, 'gtin', b.gtin, 'lot', b.lot,
               'expiry', b.expiry, 'manufacturer', o.gln, 'version', b.version)::text
      FROM registry.batches b JOIN registry.organisations o ON o.id = b.manufacturer_id
      WHERE b.id = :batch
      """;

  private static final String PRODUCT =
      """
      SELECT (jsonb_build_object('kind', 'product') || to_jsonb(v))::text
      FROM registry.batches b JOIN registry.product_versions v USING (gtin, version)
      WHERE b.id = :batch
      """;

  private static final String RECALLS =
      """
      SELECT (jsonb_build_object('kind', 'recall') || to_jsonb(r))::text
      FROM registry.batches b JOIN registry.recalls r ON r.gtin = b.gtin
        AND (r.lot IS NULL OR r.lot = b.lot)
      WHERE b.id = :batch ORDER BY r.id
      """;

  /** Names of who is in the archive; everything else names them by GLN. */
  private static final String ORGANISATIONS =
      """
      SELECT jsonb_build_object('kind', 'organisation', 'gln', o.gln, 'name', o.name)::text
      FROM registry.organisations o
      WHERE o.id IN (SELECT e.organisation_id FROM archive_event a
                     JOIN custody.event e ON e.id = a.id
                     UNION SELECT e.counterparty_id FROM archive_event a
                     JOIN custody.event e ON e.id = a.id
                     UNION SELECT u.custodian_id FROM archive_unit a
                     JOIN custody.unit u ON u.id = a.id)
      ORDER BY o.gln
      """;

  /** What only held packs of the batch for a while is there by its name alone. */
  private static final String UNITS =
      """
      SELECT CASE WHEN a.gone THEN
               jsonb_build_object('kind', 'unit', 'id', u.id, 'level', u.kind, 'key', u.key,
                 'serial', u.serial, 'own', a.own, 'state', u.state, 'inside', u.parent_id,
                 'custodian', o.gln, 'place', u.place, 'stateSince', u.state_since,
                 'statePlace', u.state_place)
             ELSE
               jsonb_build_object('kind', 'unit', 'id', u.id, 'level', u.kind, 'key', u.key,
                 'serial', u.serial, 'own', false)
             END::text
      FROM archive_unit a JOIN custody.unit u ON u.id = a.id
      LEFT JOIN registry.organisations o ON o.id = u.custodian_id
      ORDER BY u.id
      """;

  private static final String MEMBERSHIPS =
      """
      SELECT jsonb_build_object('kind', 'membership', 'child', m.child_id, 'parent', m.parent_id,
               'entered', m.entered, 'left', m.left_at, 'enteredEvent', m.entered_event,
               'leftEvent', m.left_event)::text
      FROM archive_unit a JOIN custody.membership m ON m.child_id = a.id
      WHERE a.gone OR EXISTS (SELECT FROM archive_hold h
                              WHERE h.holder = m.parent_id AND m.entered_event <= h.until
                                AND coalesce(m.left_event, h.until) >= h.since)
      ORDER BY m.child_id, m.entered, m.parent_id, m.entered_event
      """;

  private static final String CHANGES =
      """
      SELECT (jsonb_build_object('kind', 'change', 'event', c.event_id, 'unit', c.unit_id,
               'before', jsonb_build_object('state', c.state, 'inside', c.parent_id,
                 'custodian', o.gln, 'place', c.place, 'inTransitTo', t.gln,
                 'stateSince', c.state_since, 'statePlace', c.state_place))
             || CASE WHEN c.turn IS NULL THEN '{}' ELSE jsonb_build_object('turn', c.turn) END)::text
      FROM archive_unit a JOIN custody.change c ON c.unit_id = a.id
      LEFT JOIN registry.organisations o ON o.id = c.custodian_id
      LEFT JOIN registry.organisations t ON t.id = c.in_transit_to
      WHERE a.gone
      ORDER BY c.event_id, c.unit_id
      """;

  private static final String OFFERS =
      """
      SELECT jsonb_build_object('kind', 'offer', 'id', f.id, 'sender', s.gln, 'receiver', r.gln,
               'offered', f.offered, 'recorded', f.recorded, 'deadline', f.deadline,
               'place', f.place, 'reference', f.reference, 'return', f.is_return,
               'overdue', f.overdue,
               'units', (SELECT jsonb_agg(jsonb_build_object('unit', ou.unit_id,
                                  'partOf', ou.part_of, 'state', ou.state, 'event', ou.event_id,
                                  'reason', ou.reason) ORDER BY ou.unit_id)
                         FROM custody.offer_unit ou JOIN archive_unit u ON u.id = ou.unit_id
                         WHERE ou.offer_id = f.id),
               'surplus', (SELECT jsonb_agg(su.epc ORDER BY su.epc)
                           FROM custody.offer_surplus su WHERE su.offer_id = f.id))::text
      FROM archive_event a JOIN custody.offer f ON f.id = a.id
      JOIN registry.organisations s ON s.id = f.sender_id
      JOIN registry.organisations r ON r.id = f.receiver_id
      ORDER BY f.id
      """;

  /** The document is the very text that was hashed. */
  private static final String EVENTS =
      """
      SELECT jsonb_build_object('kind', 'event', 'id', e.id, 'organisation', o.gln,
               'type', e.event_type, 'step', e.biz_step, 'time', e.event_time,
               'recorded', e.record_time, 'place', e.place, 'counterparty', c.gln,
               'hash', encode(e.event_hash, 'hex'), 'errorHash', encode(e.error_hash, 'hex'),
               'declaredBy', e.declared_by, 'spelling', e.spelling, 'leaf', s.leaf_index,
               'commitment', s.sequence,
               'units', (SELECT jsonb_agg(eu.unit_id ORDER BY eu.unit_id)
                         FROM custody.event_unit eu JOIN archive_unit u ON u.id = eu.unit_id
                         WHERE eu.event_id = e.id),
               'document', e.document)::text
      FROM archive_event a JOIN custody.event e ON e.id = a.id
      JOIN registry.organisations o ON o.id = e.organisation_id
      LEFT JOIN registry.organisations c ON c.id = e.counterparty_id
      LEFT JOIN anchoring.entry_status s ON s.entry_id = e.entry_id
      ORDER BY e.id
      """;

  private static final List<String> OF_BATCH = List.of(PRODUCT, RECALLS);

  /** What an event names comes before it. */
  private static final List<String> OF_SCOPE =
      List.of(ORGANISATIONS, UNITS, MEMBERSHIPS, OFFERS, CHANGES);

  private Lines() {}

  /** Writes them all. */
  static void write(Handle handle, long batch, BatchRecords others, Consumer<String> lines) {
    handle
        .createQuery(HEAD)
        .bind("batch", batch)
        .bind("format", FORMAT)
        .mapTo(String.class)
        .forEach(lines);
    for (String query : OF_BATCH) {
      handle.createQuery(query).bind("batch", batch).mapTo(String.class).forEach(lines);
    }
    OF_SCOPE.forEach(query -> page(handle, query, lines));
    others.write(handle, lines);
    page(handle, EVENTS, lines);
  }

  private static void page(Handle handle, String query, Consumer<String> lines) {
    handle.createQuery(query).setFetchSize(PAGE).mapTo(String.class).forEach(lines);
  }
}
