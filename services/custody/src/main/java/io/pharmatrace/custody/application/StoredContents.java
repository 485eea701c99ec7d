package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.BatchRef;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Columns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * How many packs of each batch each logistic unit holds, nested ones included: kept in the
 * transaction that packs, so that stock and recalls count pallets and not packs. The rows of a unit
 * are written under the lock of the unit.
 */
final class StoredContents {
  private record Row(Unit unit, BatchRef batch, long packs) {}

  private StoredContents() {}

  /** Writes what the rules changed, when the units themselves are written. */
  static void save(Handle handle, Units units) {
    List<Row> rows = new ArrayList<>();
    units
        .contents()
        .changes(units, of(handle, units.contents().moved()))
        .forEach(
            (unit, batches) ->
                batches.forEach((batch, packs) -> rows.add(new Row(unit, batch, packs))));
    if (rows.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            WITH delta AS (
              SELECT n.unit_id, b.id AS batch_id, n.packs
              FROM unnest(:units, :gtins, :lots, :packs) AS n (unit_id, gtin, lot, packs)
              JOIN registry.batches b ON b.gtin = n.gtin AND b.lot = n.lot
            ), known AS (
              UPDATE custody.content c SET packs = c.packs + d.packs
              FROM delta d WHERE c.unit_id = d.unit_id AND c.batch_id = d.batch_id
              RETURNING c.unit_id, c.batch_id
            )
            INSERT INTO custody.content (unit_id, batch_id, packs)
            SELECT * FROM delta d WHERE (d.unit_id, d.batch_id) NOT IN (SELECT * FROM known)
            """)
        .bindArray("units", Long.class, Columns.of(rows, r -> r.unit().id()))
        .bindArray("gtins", String.class, Columns.of(rows, r -> r.batch().gtin().digits()))
        .bindArray("lots", String.class, Columns.of(rows, r -> r.batch().lot().value()))
        .bindArray("packs", Long.class, Columns.of(rows, Row::packs))
        .execute();
    handle
        .createUpdate("DELETE FROM custody.content WHERE unit_id = ANY(:units) AND packs = 0")
        .bindArray("units", Long.class, Columns.of(rows, r -> r.unit().id()))
        .execute();
  }

  private static Map<Unit, Map<BatchRef, Long>> of(Handle handle, List<Unit> units) {
    Map<Unit, Map<BatchRef, Long>> stored = new HashMap<>();
    if (units.isEmpty()) {
      return stored;
    }
    Map<Long, Unit> byId = units.stream().collect(Collectors.toMap(Unit::id, Function.identity()));
    handle
        .createQuery(
            """
            SELECT c.unit_id, b.gtin, b.lot, b.expiry, c.packs
            FROM custody.content c JOIN registry.batches b ON b.id = c.batch_id
            WHERE c.unit_id = ANY(:units)
            """)
        .bindArray("units", Long.class, byId.keySet())
        .map(
            (r, c) ->
                new Row(
                    Objects.requireNonNull(byId.get(r.getLong("unit_id"))),
                    new BatchRef(
                        new Gtin(r.getString("gtin")),
                        new Lot(r.getString("lot")),
                        ExpiryDate.of(r.getObject("expiry", LocalDate.class))),
                    r.getLong("packs")))
        .forEach(
            row ->
                stored
                    .computeIfAbsent(row.unit(), u -> new HashMap<>())
                    .put(row.batch(), row.packs()));
    return stored;
  }
}
