package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.BatchRef;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Products.BatchKey;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Loads and locks the units of a transaction at once, and writes them back at once. Thread-safe.
 */
@Singleton
final class UnitStore {
  private static final int MAX_TRIES = 5;

  private record Row(
      long id,
      Epc epc,
      Unit.Kind kind,
      @Nullable BatchRef batch,
      UnitState state,
      @Nullable Long parent,
      @Nullable UUID custodian,
      @Nullable Gln place,
      @Nullable UUID inTransitTo,
      @Nullable OffsetDateTime departed,
      @Nullable OffsetDateTime arrived,
      @Nullable OffsetDateTime stateSince,
      @Nullable Gln statePlace,
      @Nullable OffsetDateTime told,
      boolean unmade,
      long lastEvent,
      int height,
      boolean keepsCustody) {}

  /**
   * Locks units, everything that holds them, and what is directly inside {@code emptied}.
   *
   * @param epcs SGTINs and SSCCs; unknown ones are left out
   * @param emptied units whose whole contents are wanted too
   * @param newId gives identifiers of new units
   */
  Units load(Handle handle, Collection<Epc> epcs, Collection<Epc> emptied, LongSupplier newId) {
    for (int i = 0; i < MAX_TRIES; i++) {
      Map<Long, Row> rows = lock(handle, epcs, List.of());
      List<Long> parents =
          rows.values().stream()
              .filter(r -> r.kind() != Unit.Kind.PACK && emptied.contains(r.epc()))
              .map(Row::id)
              .toList();
      if (!parents.isEmpty()) {
        rows.putAll(lock(handle, List.of(), parents));
      }
      // While we waited for a lock a unit may have moved into one that we did not lock.
      if (rows.values().stream()
          .allMatch(r -> r.parent() == null || rows.containsKey(r.parent()))) {
        return new Units(link(rows), newId);
      }
    }
    throw new Conflict("units move faster than they can be locked");
  }

  private static Map<Long, Row> lock(Handle handle, Collection<Epc> epcs, List<Long> parents) {
    Map<Long, Row> rows = new HashMap<>();
    handle
        .createQuery(
            """
            WITH RECURSIVE chain AS (
              SELECT u.id, u.parent_id
              FROM unnest(:keys, :serials) AS k (key, serial)
              JOIN custody.unit u ON u.key = k.key AND u.serial = k.serial
              UNION
              SELECT u.id, u.parent_id FROM custody.unit u WHERE u.parent_id = ANY(:parents)
              UNION
              SELECT p.id, p.parent_id FROM custody.unit p JOIN chain c ON p.id = c.parent_id
            ), locked AS (
              SELECT u.* FROM custody.unit u WHERE u.id IN (SELECT id FROM chain)
              ORDER BY u.id FOR UPDATE
            ), computed AS (
              -- Nobody has written it of what was told before there was that column.
              SELECT l.id, least(now(), (
                SELECT max(t.event_time) FROM custody.event_unit eu
                JOIN custody.event t ON t.id = eu.event_id WHERE eu.unit_id = l.id)) AS told
              FROM locked l WHERE l.told IS NULL
            ), written AS (
              UPDATE custody.unit u SET told = n.told FROM computed n WHERE u.id = n.id
            )
            SELECT u.*, b.lot, b.expiry, coalesce(u.told, n.told) AS told_at,
                   CASE WHEN u.in_transit_to IS NOT NULL THEN e.event_time END AS departed,
                   CASE WHEN u.in_transit_to IS NULL AND e.biz_step IN ('receiving', 'accepting')
                        THEN e.event_time END AS arrived
            FROM locked u
            LEFT JOIN computed n ON n.id = u.id
            LEFT JOIN registry.batches b ON b.id = u.batch_id
            -- What put a unit in transit, or brought it here, is the latest event that changed it.
            LEFT JOIN custody.event e ON e.id = u.last_event AND u.parent_id IS NULL
              AND (u.in_transit_to IS NOT NULL OR u.kind <> 'PACK')
            """)
        .bindArray("keys", String.class, epcs.stream().map(UnitKey::key).toList())
        .bindArray("serials", String.class, epcs.stream().map(UnitKey::serial).toList())
        .bindArray("parents", Long.class, parents)
        .map((r, c) -> row(r))
        .forEach(row -> rows.put(row.id(), row));
    return rows;
  }

  private static List<Unit> link(Map<Long, Row> rows) {
    Map<Long, Unit> units = new HashMap<>();
    for (Row row : rows.values()) {
      Unit unit = new Unit(row.id(), row.epc(), row.kind(), row.batch(), row.state());
      unit.hold(row.custodian(), row.place(), row.inTransitTo());
      unit.departed(row.departed());
      unit.arrived(row.arrived());
      unit.ended(row.stateSince(), row.statePlace());
      Optional.ofNullable(row.told()).ifPresent(unit::toldOf);
      unit.unmade(row.unmade());
      unit.changedBy(row.lastEvent());
      unit.height(row.height());
      unit.keepsCustody(row.keepsCustody());
      units.put(row.id(), unit);
    }
    for (Row row : rows.values()) {
      @Nullable Unit parent = row.parent() == null ? null : units.get(row.parent());
      if (parent != null) {
        required(units, row.id()).putInto(parent);
      }
    }
    return List.copyOf(units.values());
  }

  private static Unit required(Map<Long, Unit> units, long id) {
    @Nullable Unit unit = units.get(id);
    if (unit == null) {
      throw new IllegalStateException("unit " + id + " was just loaded");
    }
    return unit;
  }

  /**
   * Writes what the rules changed; where units went that were replayed {@link Stretches} writes.
   */
  void save(Handle handle, Units units, Map<BatchKey, Long> batches) {
    insert(handle, units.created(), batches);
    update(handle, units.changed(), batches);
    if (units.replayed().isEmpty()) {
      Memberships.save(handle, units.moves());
    }
    Memberships.undo(handle, units.undone());
    StoredContents.save(handle, units);
  }

  private static void insert(Handle handle, Collection<Unit> units, Map<BatchKey, Long> batches) {
    if (units.isEmpty()) {
      return;
    }
    int rows =
        handle
            .createUpdate(
                """
                INSERT INTO custody.unit (id, key, serial, kind, batch_id, state, parent_id,
                                          custodian_id, place, in_transit_to, last_event, height,
                                          state_since, state_place, told)
                SELECT n.id, n.key, n.serial, n.kind, n.batch_id, n.state, n.parent_id,
                       n.custodian_id, n.place, n.in_transit_to, n.last_event, n.height,
                       n.state_since, n.state_place, least(n.told, now())
                FROM unnest(:ids, :keys, :serials, :kinds, :batches, :states, :parents,
                            :custodians, :places, :transits, :events, :heights, :since,
                            :statePlaces, :told)
                  AS n (id, key, serial, kind, batch_id, state, parent_id, custodian_id, place,
                        in_transit_to, last_event, height, state_since, state_place, told)
                ON CONFLICT (key, serial) DO NOTHING
                """)
            .bindArray("ids", Long.class, Columns.of(units, Unit::id))
            .bindArray("keys", String.class, Columns.of(units, u -> UnitKey.key(u.epc())))
            .bindArray("serials", String.class, Columns.of(units, u -> UnitKey.serial(u.epc())))
            .bindArray("kinds", String.class, Columns.of(units, u -> u.kind().name()))
            .bindArray("batches", Long.class, Columns.of(units, u -> batch(u, batches)))
            .bindArray("states", String.class, Columns.of(units, u -> u.state().text()))
            .bindArray("parents", Long.class, Columns.of(units, UnitStore::parentId))
            .bindArray("custodians", UUID.class, Columns.of(units, Unit::custodian))
            .bindArray("places", String.class, Columns.of(units, UnitStore::place))
            .bindArray("transits", UUID.class, Columns.of(units, Unit::inTransitTo))
            .bindArray("events", Long.class, Columns.of(units, Unit::lastEvent))
            .bindArray("heights", Integer.class, Columns.of(units, Unit::height))
            .bindArray("since", OffsetDateTime.class, Columns.of(units, Unit::endedAt))
            .bindArray("statePlaces", String.class, Columns.of(units, UnitStore::statePlace))
            .bindArray("told", OffsetDateTime.class, Columns.of(units, Unit::told))
            .execute();
    if (rows != units.size()) {
      throw new Conflict("another transaction commissioned the same unit");
    }
  }

  private static void update(Handle handle, Collection<Unit> units, Map<BatchKey, Long> batches) {
    if (units.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.unit u
            SET state = n.state, parent_id = n.parent_id, custodian_id = n.custodian_id,
                place = n.place, in_transit_to = n.in_transit_to, last_event = n.last_event,
                height = n.height, batch_id = coalesce(n.batch_id, u.batch_id),
                keeps_custody = n.keeps_custody, state_since = n.state_since,
                state_place = n.state_place, unmade = n.unmade, told = least(n.told, now())
            FROM unnest(:ids, :states, :parents, :custodians, :places, :transits, :events, :heights,
                        :batches, :keep, :since, :statePlaces, :unmade, :told)
              AS n (id, state, parent_id, custodian_id, place, in_transit_to, last_event, height,
                    batch_id, keeps_custody, state_since, state_place, unmade, told)
            WHERE u.id = n.id
            """)
        .bindArray("ids", Long.class, Columns.of(units, Unit::id))
        .bindArray("states", String.class, Columns.of(units, u -> u.state().text()))
        .bindArray("parents", Long.class, Columns.of(units, UnitStore::parentId))
        .bindArray("custodians", UUID.class, Columns.of(units, Unit::custodian))
        .bindArray("places", String.class, Columns.of(units, UnitStore::place))
        .bindArray("transits", UUID.class, Columns.of(units, Unit::inTransitTo))
        .bindArray("events", Long.class, Columns.of(units, Unit::lastEvent))
        .bindArray("heights", Integer.class, Columns.of(units, Unit::height))
        .bindArray("batches", Long.class, Columns.of(units, u -> batch(u, batches)))
        .bindArray("keep", Boolean.class, Columns.of(units, Unit::keepsCustody))
        .bindArray("since", OffsetDateTime.class, Columns.of(units, Unit::endedAt))
        .bindArray("statePlaces", String.class, Columns.of(units, UnitStore::statePlace))
        .bindArray("unmade", Boolean.class, Columns.of(units, Unit::unmade))
        .bindArray("told", OffsetDateTime.class, Columns.of(units, Unit::told))
        .execute();
  }

  private static @Nullable Long batch(Unit unit, Map<BatchKey, Long> batches) {
    @Nullable BatchRef batch = unit.batch();
    return batch == null ? null : batches.get(new BatchKey(batch.gtin(), batch.lot()));
  }

  private static @Nullable Long parentId(Unit unit) {
    @Nullable Unit parent = unit.parent();
    return parent == null ? null : parent.id();
  }

  private static @Nullable String place(Unit unit) {
    return digits(unit.place());
  }

  private static @Nullable String statePlace(Unit unit) {
    return digits(unit.endedIn());
  }

  private static @Nullable String digits(@Nullable Gln place) {
    return place == null ? null : place.digits();
  }

  private static Row row(ResultSet r) throws SQLException {
    Unit.Kind kind = Unit.Kind.valueOf(r.getString("kind"));
    @Nullable BatchRef batch = null;
    Epc epc = UnitKey.epc(r.getString("key"), r.getString("serial"));
    if (epc instanceof Sgtin sgtin) {
      Gtin gtin = sgtin.gtin();
      LocalDate expiry = r.getObject("expiry", LocalDate.class);
      batch = new BatchRef(gtin, new Lot(r.getString("lot")), ExpiryDate.of(expiry));
    }
    return new Row(
        r.getLong("id"),
        epc,
        kind,
        batch,
        UnitState.of(r.getString("state")),
        r.getObject("parent_id", Long.class),
        r.getObject("custodian_id", UUID.class),
        gln(r.getString("place")),
        r.getObject("in_transit_to", UUID.class),
        r.getObject("departed", OffsetDateTime.class),
        r.getObject("arrived", OffsetDateTime.class),
        r.getObject("state_since", OffsetDateTime.class),
        gln(r.getString("state_place")),
        r.getObject("told_at", OffsetDateTime.class),
        r.getBoolean("unmade"),
        r.getLong("last_event"),
        r.getInt("height"),
        r.getBoolean("keeps_custody"));
  }

  private static @Nullable Gln gln(@Nullable String digits) {
    return digits == null ? null : new Gln(digits);
  }
}
