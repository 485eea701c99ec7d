package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Epc;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Who ever had to do with a unit: who held it or was offered it, by itself or inside another. Not
 * who only said something about it, which anybody may. By the order of capture, as docs/adr/0012
 * has it.
 */
final class Involvement {
  /** Who may have to do with which unit. */
  record Pair(Epc unit, UUID organisation) {}

  /** Each unit that is asked for with all that ever held it, and since and until which event. */
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
      """;

  private Involvement() {}

  /** Of these the pairs where the organisation ever had to do with the unit. */
  static Set<Pair> among(Handle handle, List<Pair> pairs) {
    return query(
            handle,
            INSIDE
                + """
                SELECT DISTINCT i.place
                FROM inside i
                CROSS JOIN LATERAL (
                  -- What it was like before each event that changed it, and what it is like now.
                  SELECT c.custodian_id, c.in_transit_to FROM custody.change c
                  WHERE c.unit_id = i.holder AND c.event_id > i.since AND c.last_event < i.until
                  UNION ALL
                  SELECT u.custodian_id, u.in_transit_to FROM custody.unit u
                  WHERE u.id = i.holder AND u.last_event < i.until
                ) was
                WHERE i.organisation IN (was.custodian_id, was.in_transit_to)
                """,
            pairs)
        .mapTo(Integer.class)
        .stream()
        .map(place -> pairs.get(place - 1))
        .collect(Collectors.toSet());
  }

  /**
   * Whether that receiver accepted an organisation's latest shipment of a unit, by itself or inside
   * another, and nobody else sent it back. What was shipped and taken back was not sold.
   */
  static boolean soldTo(Handle handle, Pair unitAndSender, UUID receiver) {
    return query(
            handle,
            INSIDE
                + """
                , sold AS (
                  SELECT o.id, ou.state = 'accepted' AND o.receiver_id = :receiver AS fits
                  FROM inside i
                  JOIN custody.offer_unit ou ON ou.unit_id = i.holder
                    AND ou.offer_id >= i.since AND ou.offer_id < i.until
                  JOIN custody.offer o ON o.id = ou.offer_id AND o.sender_id = i.organisation
                  -- Of what was opened each piece has a row of its own.
                  WHERE ou.state NOT IN ('withdrawn', 'opened')
                  -- What became of the unit itself comes before what became of the rest around it.
                  ORDER BY o.id DESC, i.since = 0 DESC, ou.part_of IS NULL LIMIT 1
                )
                SELECT sold.fits AND coalesce((
                  SELECT o.sender_id = :receiver
                  FROM inside i
                  JOIN custody.offer_unit ou ON ou.unit_id = i.holder
                    AND ou.offer_id >= i.since AND ou.offer_id < i.until
                  JOIN custody.offer o ON o.id = ou.offer_id AND o.receiver_id = i.organisation
                  WHERE ou.state = 'accepted' AND o.id > sold.id
                  ORDER BY o.id DESC LIMIT 1
                ), true)
                FROM sold
                """,
            List.of(unitAndSender))
        .bind("receiver", receiver)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
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
