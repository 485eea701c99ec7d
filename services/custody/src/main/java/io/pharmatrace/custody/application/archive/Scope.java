package io.pharmatrace.custody.application.archive;

import io.pharmatrace.custody.application.Conflict;
import org.jdbi.v3.core.Handle;

/**
 * What the archive of a batch is made of, in temporary tables of the caller's transaction: {@code
 * archive_unit}, the units of the batch and what ever held them; {@code archive_event}, the events
 * about either. Each says what is {@code gone} when the batch is: a logistic unit that only ever
 * held what is archived, and an event that neither names nor changed anything that stays. What is
 * not is copied into this archive and goes with the last batch that it is about.
 */
final class Scope {
  private static final String TABLES =
      """
      CREATE TEMPORARY TABLE archive_unit
        (id bigint PRIMARY KEY, key text COLLATE "C" NOT NULL, serial text COLLATE "C" NOT NULL,
         own boolean NOT NULL, gone boolean NOT NULL) ON COMMIT DROP;
      CREATE TEMPORARY TABLE archive_hold
        (holder bigint NOT NULL, since bigint NOT NULL, until bigint NOT NULL) ON COMMIT DROP;
      CREATE TEMPORARY TABLE archive_event
        (id bigint PRIMARY KEY, gone boolean NOT NULL) ON COMMIT DROP
      """;

  private static final String OWN =
      """
      INSERT INTO archive_unit
      SELECT id, key, serial, true, true FROM custody.unit WHERE batch_id = :batch
      """;

  /** What held them, from which event to which, nested ones included. */
  private static final String HOLDS =
      """
      INSERT INTO archive_hold
      WITH RECURSIVE inside (holder, since, until) AS (
        SELECT m.parent_id, m.entered_event, coalesce(m.left_event, 9223372036854775807)
        FROM archive_unit u JOIN custody.membership m ON m.child_id = u.id
        UNION
        SELECT m.parent_id, greatest(i.since, m.entered_event),
               least(i.until, coalesce(m.left_event, 9223372036854775807))
        FROM inside i JOIN custody.membership m ON m.child_id = i.holder
        WHERE m.entered_event <= i.until
          AND coalesce(m.left_event, 9223372036854775807) >= i.since
      ) SELECT * FROM inside
      """;

  private static final String HOLDERS =
      """
      INSERT INTO archive_unit
      SELECT id, key, serial, false, false FROM custody.unit
      WHERE id IN (SELECT holder FROM archive_hold)
      ON CONFLICT DO NOTHING
      """;

  private static final String LOCK =
      """
      SELECT count(*) FROM (
        SELECT FROM custody.unit WHERE id IN (SELECT id FROM archive_unit)
        ORDER BY id FOR UPDATE) locked
      """;

  /** Who reports a surplus locks the offer only. */
  private static final String LOCK_OFFERS =
      """
      SELECT count(*) FROM (
        SELECT FROM custody.offer WHERE id IN (SELECT id FROM archive_event)
        ORDER BY id FOR UPDATE) locked
      """;

  /** What was archived has no memberships any more. */
  private static final String GONE_HOLDERS =
      """
      UPDATE archive_unit h SET gone = true FROM custody.unit u
      WHERE NOT h.gone AND u.id = h.id AND u.kind = 'SSCC'
        AND NOT EXISTS (SELECT FROM custody.membership m
                        LEFT JOIN archive_unit c ON c.id = m.child_id AND c.gone
                        WHERE m.parent_id = h.id AND c.id IS NULL)
        AND NOT EXISTS (SELECT FROM custody.unit c
                        LEFT JOIN archive_unit g ON g.id = c.id AND g.gone
                        WHERE c.parent_id = h.id AND g.id IS NULL)
      """;

  private static final String EVENTS =
      """
      INSERT INTO archive_event
      SELECT eu.event_id, true
      FROM archive_unit u JOIN custody.event_unit eu ON eu.unit_id = u.id WHERE u.gone
      UNION
      SELECT eu.event_id, true
      FROM archive_hold h JOIN custody.event_unit eu
        ON eu.unit_id = h.holder AND eu.event_id BETWEEN h.since AND h.until
      """;

  private static final String STAYING_EVENTS =
      """
      WITH about (event, unit) AS (
        SELECT a.id, eu.unit_id FROM archive_event a
        JOIN custody.event_unit eu ON eu.event_id = a.id
        UNION
        SELECT a.id, c.unit_id FROM archive_event a JOIN custody.change c ON c.event_id = a.id
        UNION
        SELECT a.id, ou.unit_id FROM archive_event a
        JOIN custody.offer_unit ou ON ou.event_id = a.id
        UNION
        SELECT a.id, ou.unit_id FROM archive_event a
        JOIN custody.offer_unit ou ON ou.offer_id = a.id
      )
      UPDATE archive_event SET gone = false
      WHERE id IN (
        SELECT about.event FROM about JOIN custody.unit u ON u.id = about.unit
        LEFT JOIN registry.batches b ON b.id = u.batch_id
        LEFT JOIN archive_unit g ON g.id = u.id AND g.gone
        WHERE u.state <> 'Archived' AND b.archived IS NULL AND g.id IS NULL)
      """;

  /** An event and the declaration that it was an error stay or go together. */
  private static final String TOGETHER =
      """
      UPDATE archive_event a SET gone = false
      WHERE a.gone
        AND (EXISTS (SELECT FROM custody.event e
                     LEFT JOIN archive_event o ON o.id = e.declared_by AND o.gone
                     WHERE e.id = a.id AND e.declared_by IS NOT NULL AND o.id IS NULL)
             OR EXISTS (SELECT FROM custody.event e
                        LEFT JOIN archive_event o ON o.id = e.id AND o.gone
                        WHERE e.declared_by = a.id AND o.id IS NULL))
      """;

  private Scope() {}

  /** Fills the tables with what is on record now. */
  static void look(Handle handle, long batch) {
    tables(handle);
    units(handle, batch);
    complete(handle);
  }

  /**
   * The same, and nobody changes anything of it until the transaction ends.
   *
   * @throws Conflict when units were moved while they were locked
   */
  static void lock(Handle handle, long batch) {
    tables(handle);
    int found = units(handle, batch);
    handle.createQuery(LOCK).mapTo(Integer.class).one();
    handle.execute("TRUNCATE archive_unit, archive_hold");
    if (units(handle, batch) != found) {
      throw new Conflict("units of the batch move while they are locked");
    }
    complete(handle);
    handle.createQuery(LOCK_OFFERS).mapTo(Integer.class).one();
  }

  private static void tables(Handle handle) {
    // The lines of an archive have to be the same whatever the server's zone.
    handle.execute("SET LOCAL TIME ZONE 'UTC'");
    handle.createScript(TABLES).execute();
  }

  private static int units(Handle handle, long batch) {
    int own = handle.createUpdate(OWN).bind("batch", batch).execute();
    handle.execute("ANALYZE archive_unit");
    handle.execute(HOLDS);
    int holders = handle.execute(HOLDERS);
    handle.execute("ANALYZE archive_unit");
    return own + holders;
  }

  private static void complete(Handle handle) {
    for (int more = 1; more > 0; ) {
      more = handle.execute(GONE_HOLDERS);
    }
    handle.execute("ANALYZE archive_hold");
    handle.execute(EVENTS);
    handle.execute("ANALYZE archive_event");
    handle.execute(STAYING_EVENTS);
    handle.execute(TOGETHER);
  }
}
