package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Epc;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Who ever had to do with a unit: authors of events about it or about what held it then, and whom
 * such an event was sent to. By the order of capture, as docs/adr/0012 has it.
 */
final class Involvement {
  /** Who may have to do with which unit. */
  record Pair(Epc unit, UUID organisation) {}

  /** Each unit that is asked for with all that ever held it, and which events lie within that. */
  private static final String INSIDE =
      """
      WITH RECURSIVE asked AS (
        SELECT a.place, a.organisation, u.id
        FROM unnest(:keys, :serials, :organisations)
             WITH ORDINALITY AS a (key, serial, organisation, place)
        JOIN custody.unit u ON u.key = a.key AND u.serial = a.serial
      ), inside (place, organisation, holder, since, until) AS (
        SELECT place, organisation, id, 0::bigint, 9223372036854775807 FROM asked
        UNION
        SELECT i.place, i.organisation, m.parent_id, greatest(i.since, m.entered_event),
               least(i.until, coalesce(m.left_event, 9223372036854775807))
        FROM inside i JOIN custody.membership m ON m.child_id = i.holder
        WHERE m.entered_event < i.until
          AND coalesce(m.left_event, 9223372036854775807) > i.since
      )
      SELECT DISTINCT i.place
      FROM inside i
      JOIN custody.event_unit eu ON eu.unit_id = i.holder
        AND eu.event_id >= i.since AND eu.event_id < i.until
      JOIN custody.event e ON e.id = eu.event_id
      """;

  private Involvement() {}

  /** Of these the pairs where the organisation ever had to do with the unit. */
  static Set<Pair> among(Handle handle, List<Pair> pairs) {
    return query(
            handle,
            INSIDE + "WHERE i.organisation IN (e.organisation_id, e.counterparty_id)",
            pairs)
        .mapTo(Integer.class)
        .stream()
        .map(place -> pairs.get(place - 1))
        .collect(Collectors.toSet());
  }

  /**
   * Whether an organisation shipped a unit, itself or inside another, to that receiver, by a
   * shipment that still stands.
   */
  static boolean shipped(Handle handle, Pair unitAndSender, UUID receiver) {
    return query(
            handle,
            INSIDE
                + """
                WHERE e.organisation_id = i.organisation AND e.counterparty_id = :receiver
                  AND e.declared_by IS NULL
                  AND e.error_hash = decode(repeat('00', 32), 'hex')
                """,
            List.of(unitAndSender))
        .bind("receiver", receiver)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  private static Query query(Handle handle, String sql, List<Pair> pairs) {
    return handle
        .createQuery(sql)
        .bindArray(
            "keys", String.class, pairs.stream().map(pair -> UnitKey.key(pair.unit())).toList())
        .bindArray(
            "serials",
            String.class,
            pairs.stream().map(pair -> UnitKey.serial(pair.unit())).toList())
        .bindArray("organisations", UUID.class, pairs.stream().map(Pair::organisation).toList());
  }
}
