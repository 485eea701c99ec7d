package io.pharmatrace.custody.application.archive;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Removes what {@link Scope} says is gone: what refers to an event before the event. */
final class Removal {
  /** Every table that refers to an event or a unit; a test holds the list against the schema. */
  private static final List<String> STATEMENTS =
      List.of(
          """
          DELETE FROM custody.delivery d USING archive_event a WHERE a.gone AND d.event_id = a.id
          """,
          """
          DELETE FROM custody.offer_surplus s USING archive_event a
          WHERE a.gone AND s.offer_id = a.id
          """,
          """
          DELETE FROM custody.offer_unit ou USING archive_event a
          WHERE a.gone AND ou.offer_id = a.id
          """,
          """
          DELETE FROM custody.offer_unit ou USING archive_unit u
          WHERE u.gone AND ou.unit_id = u.id
          """,
          """
          DELETE FROM custody.offer o USING archive_event a WHERE a.gone AND o.id = a.id
          """,
          """
          DELETE FROM custody.change c USING archive_event a WHERE a.gone AND c.event_id = a.id
          """,
          """
          DELETE FROM custody.change c USING archive_unit u WHERE u.gone AND c.unit_id = u.id
          """,
          """
          DELETE FROM custody.membership m USING archive_unit u
          WHERE u.gone AND m.child_id = u.id
          """,
          """
          DELETE FROM custody.content WHERE batch_id IN (
            SELECT DISTINCT u.batch_id FROM archive_unit a JOIN custody.unit u ON u.id = a.id
            WHERE a.own)
          """,
          """
          DELETE FROM custody.event_unit eu USING archive_event a
          WHERE a.gone AND eu.event_id = a.id
          """,
          """
          DELETE FROM custody.event_identifier ei USING archive_event a
          WHERE a.gone AND ei.event_id = a.id
          """,
          """
          DELETE FROM custody.event e USING archive_event a WHERE a.gone AND e.id = a.id
          """,
          // What was refused of it within 240 hours is no history, and may no more come to count.
          """
          DELETE FROM custody.refused_event WHERE (organisation_id, event_hash) IN (
            SELECT r.organisation_id, r.event_hash
            FROM archive_unit a JOIN custody.unit u ON u.id = a.id
            JOIN custody.refused_unit r ON r.name = u.key || ' ' || u.serial WHERE a.gone)
          """,
          // Its seals stay in the organisations' logs.
          """
          DELETE FROM custody.seal_todo q USING archive_unit u WHERE u.gone AND q.unit_id = u.id
          """,
          """
          DELETE FROM custody.sealed s USING archive_unit u WHERE u.gone AND s.unit_id = u.id
          """,
          // Out of what holds it, with whoever has that; who held it last is all that stays.
          """
          WITH RECURSIVE up (unit, top) AS (
            SELECT u.id, u.parent_id FROM archive_unit a JOIN custody.unit u ON u.id = a.id
            WHERE a.gone AND u.parent_id IS NOT NULL
            UNION ALL
            SELECT up.unit, p.parent_id FROM up JOIN custody.unit p ON p.id = up.top
            WHERE p.parent_id IS NOT NULL
          )
          UPDATE custody.unit u SET parent_id = NULL, custodian_id = t.custodian_id
          FROM up JOIN custody.unit t ON t.id = up.top AND t.parent_id IS NULL
          WHERE u.id = up.unit
          """,
          """
          UPDATE custody.unit u
          SET state = 'Archived', place = NULL, in_transit_to = NULL, state_since = NULL, state_place = NULL
          FROM archive_unit a WHERE a.gone AND u.id = a.id
          """);

  private Removal() {}

  /**
   * Removes it, in the caller's transaction, which has the turn of the seals: who lets seals follow
   * at the same time would write rows of what is gone.
   */
  static void apply(Handle handle) {
    STATEMENTS.forEach(handle::execute);
  }
}
