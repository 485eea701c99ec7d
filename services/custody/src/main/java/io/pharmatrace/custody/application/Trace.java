package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Sgtin;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
   * @param counterparty to whom it was shipped
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
      @Nullable UUID counterparty,
      String eventHash,
      String unit,
      boolean inferred,
      boolean inError,
      boolean declaration,
      long entry) {}

  private final Jdbi jdbi;

  Trace(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The whole journey in the order of event time; empty when the pack is unknown. */
  public List<Step> of(Sgtin pack) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH RECURSIVE inside (id, since, until, inferred) AS (
                      SELECT id, '-infinity'::timestamptz, 'infinity'::timestamptz, false
                      FROM custody.unit WHERE key = :gtin AND serial = :serial AND kind = 'PACK'
                      UNION ALL
                      SELECT m.parent_id, greatest(i.since, m.entered),
                             least(i.until, coalesce(m.left_at, 'infinity')), true
                      FROM inside i JOIN custody.membership m ON m.child_id = i.id
                      WHERE m.entered < i.until AND coalesce(m.left_at, 'infinity') > i.since
                    ), seen AS (
                      SELECT e.id, (array_agg(u.kind ORDER BY i.inferred))[1] AS unit,
                             bool_and(i.inferred) AS inferred
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
                    )
                    SELECT e.id, e.organisation_id, o.name, e.event_type, e.biz_step, e.disposition,
                           e.event_time, e.time_offset, e.place, s.name AS place_name,
                           e.counterparty_id, encode(e.event_hash, 'hex') AS hash, seen.unit,
                           seen.inferred, e.entry_id,
                           e.declared_by IS NOT NULL AS in_error,
                           e.error_hash <> decode(repeat('00', 32), 'hex') AS declaration
                    FROM seen
                    JOIN custody.event e ON e.id = seen.id
                    JOIN registry.organisations o ON o.id = e.organisation_id
                    LEFT JOIN registry.sites s ON s.gln = e.place
                    ORDER BY e.event_time, e.id
                    """)
                .bind("gtin", pack.gtin().digits())
                .bind("serial", pack.serial().value())
                .map((r, c) -> map(r))
                .list());
  }

  /**
   * What an organisation may see of a journey: its own events, and those of the organisations that
   * handed the pack to it or took it from it.
   */
  public static List<Step> visibleTo(UUID organisation, List<Step> journey) {
    Set<UUID> partners = new HashSet<>(Set.of(organisation));
    for (Step step : journey) {
      if (step.counterparty() != null) {
        if (step.organisation().equals(organisation)) {
          partners.add(step.counterparty());
        } else if (step.counterparty().equals(organisation)) {
          partners.add(step.organisation());
        }
      }
    }
    boolean involved =
        journey.stream()
            .anyMatch(
                s ->
                    s.organisation().equals(organisation) || organisation.equals(s.counterparty()));
    return involved
        ? journey.stream().filter(step -> partners.contains(step.organisation())).toList()
        : List.of();
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
        r.getObject("counterparty_id", UUID.class),
        r.getString("hash"),
        r.getString("unit"),
        r.getBoolean("inferred"),
        r.getBoolean("in_error"),
        r.getBoolean("declaration"),
        r.getLong("entry_id"));
  }
}
