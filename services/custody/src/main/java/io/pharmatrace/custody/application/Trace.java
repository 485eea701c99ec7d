package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.gs1.Sgtin;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The journey of a pack: events about it, and about what held it while it was inside. Thread-safe.
 */
@Singleton
public class Trace {
  /**
   * One event of the journey.
   *
   * @param unit what the event names: PACK for the pack itself, or the kind of what held it
   * @param inferred true when the event names only what held the pack
   * @param eventHash null when the viewer does not see all that it is made of: it would confirm a
   *     guess of the rest
   * @param inError whether its author declared it to be in error later
   * @param declaration whether it is itself such a declaration, of the event of the same content
   * @param entry its entry in the organisation's log
   */
  public record Step(
      long event,
      UUID organisation,
      String organisationName,
      String type,
      @Nullable String bizStep,
      @Nullable String disposition,
      OffsetDateTime time,
      String offset,
      @Nullable String place,
      @Nullable String placeName,
      @Nullable String eventHash,
      String unit,
      boolean inferred,
      boolean inError,
      boolean declaration,
      long entry) {
    private boolean isTransaction() {
      return type.equals("TransactionEvent");
    }

    private Step inPart() {
      return new Step(
          event,
          organisation,
          organisationName,
          type,
          bizStep,
          disposition,
          time,
          offset,
          place,
          placeName,
          null,
          unit,
          inferred,
          inError,
          declaration,
          entry);
    }
  }

  private final Jdbi jdbi;

  Trace(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A journey in the order of event time, as far as the viewer may see it: a regulator all of it;
   * another its own events, those of the organisations that the pack passed between it and them,
   * and shipments of the pack to it that were taken back.
   *
   * @return empty when the pack is unknown, or unknown to the viewer
   */
  public List<Step> of(Sgtin pack, Viewer viewer) {
    return jdbi.withHandle(
        handle -> {
          List<Step> steps = steps(handle, pack, viewer);
          if (viewer.seesAll()) {
            return steps;
          }
          Map<Long, Boolean> whole =
              EventSearch.seen(handle, viewer, steps.stream().map(Step::event).toList()).stream()
                  .collect(Collectors.toMap(EventSearch.Seen::id, seen -> seen.event().whole()));
          return steps.stream()
              // That an order or invoice was tied to a pack is its author's business.
              .filter(step -> whole.containsKey(step.event()) || !step.isTransaction())
              .map(step -> whole.getOrDefault(step.event(), false) ? step : step.inPart())
              .toList();
        });
  }

  /** Whether a viewer has to do with a pack now: has it, is sent it, made it, or sees all. */
  public boolean concerns(Sgtin pack, Viewer viewer) {
    return viewer.seesAll()
        || jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT EXISTS (
                          SELECT FROM custody.packs p
                          JOIN registry.batches b ON b.id = p.batch_id
                          WHERE p.gtin = :gtin AND p.serial = :serial
                            AND :viewer IN (p.custodian_id, p.in_transit_to, b.manufacturer_id))
                        """)
                    .bind("gtin", pack.gtin().digits())
                    .bind("serial", pack.serial().value())
                    .bind("viewer", viewer.home())
                    .mapTo(Boolean.class)
                    .one());
  }

  private static List<Step> steps(Handle handle, Sgtin pack, Viewer viewer) {
    return handle
        .createQuery(
            """
            WITH RECURSIVE inside (id, since, until, from_event, to_event, inferred) AS (
              SELECT id, '-infinity'::timestamptz, 'infinity'::timestamptz,
                     0::bigint, 9223372036854775807, false
              FROM custody.unit WHERE key = :gtin AND serial = :serial AND kind = 'PACK'
              UNION ALL
              SELECT m.parent_id, greatest(i.since, m.entered),
                     least(i.until, coalesce(m.left_at, 'infinity')),
                     greatest(i.from_event, m.entered_event),
                     least(i.to_event, coalesce(m.left_event, i.to_event)), true
              FROM inside i JOIN custody.membership m ON m.child_id = i.id
              WHERE m.entered < i.until AND coalesce(m.left_at, 'infinity') > i.since
            ), step AS (
              SELECT e.id, e.organisation_id, (array_agg(u.kind ORDER BY i.inferred))[1] AS unit,
                     bool_and(i.inferred) AS inferred,
                     bool_or(e.id >= i.from_event AND e.id <= i.to_event) AS in_order
              FROM inside i
              JOIN custody.event_unit eu ON eu.unit_id = i.id
              JOIN custody.event e ON e.id = eu.event_id
                AND e.event_time >= i.since AND e.event_time <= i.until
              JOIN custody.unit u ON u.id = i.id
              -- Other units going into or out of what holds the pack is no news of it.
              WHERE NOT (i.inferred AND e.event_type = 'AggregationEvent'
                         AND eu.position = 0
                         AND EXISTS (SELECT 1 FROM custody.event_unit other
                                     WHERE other.event_id = e.id AND other.position > 0))
              GROUP BY e.id
            ), partner AS (
              SELECT a.id
              FROM (SELECT DISTINCT organisation_id AS id FROM step) a
              JOIN custody.trading_partner t
                ON t.organisation_id = :viewer AND t.partner_id = a.id
              WHERE EXISTS (SELECT FROM custody.passed(
                ARRAY(SELECT i.id FROM inside i WHERE NOT i.inferred), a.id, :viewer))
            )
            SELECT e.id, e.organisation_id, o.name, e.event_type, e.biz_step, e.disposition,
                   e.event_time, e.time_offset, e.place, s.name AS place_name,
                   encode(e.event_hash, 'hex') AS hash, step.unit,
                   step.inferred, e.entry_id,
                   e.declared_by IS NOT NULL AS in_error,
                   e.error_hash <> decode(repeat('00', 32), 'hex') AS declaration
            FROM step
            JOIN custody.event e ON e.id = step.id
            JOIN registry.organisations o ON o.id = e.organisation_id
            LEFT JOIN registry.sites s ON s.gln = e.place
            WHERE :viewer IS NULL
               -- Who dates an event ahead must not learn what comes to be inside by then.
               OR (step.in_order
                   AND (e.organisation_id = :viewer
                        OR e.organisation_id IN (SELECT id FROM partner)
                        OR (e.counterparty_id = :viewer AND NOT step.inferred)))
            ORDER BY e.event_time, e.id
            """
                .replace(":viewer", "CAST(:viewer AS uuid)"))
        .bind("gtin", pack.gtin().digits())
        .bind("serial", pack.serial().value())
        .bindByType("viewer", viewer.scope(), UUID.class)
        .map((r, c) -> map(r))
        .list();
  }

  private static Step map(ResultSet r) throws SQLException {
    return new Step(
        r.getLong("id"),
        r.getObject("organisation_id", UUID.class),
        r.getString("name"),
        r.getString("event_type"),
        r.getString("biz_step"),
        r.getString("disposition"),
        r.getObject("event_time", OffsetDateTime.class),
        r.getString("time_offset"),
        r.getString("place"),
        r.getString("place_name"),
        r.getString("hash"),
        r.getString("unit"),
        r.getBoolean("inferred"),
        r.getBoolean("in_error"),
        r.getBoolean("declaration"),
        r.getLong("entry_id"));
  }
}
