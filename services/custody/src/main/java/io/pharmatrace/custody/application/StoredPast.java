package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.PackTransitions;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who had what, by the changes on record and by those of the transaction under way. What a unit was
 * like at some time is what it was before the first change, in their order, of a later time; or
 * else what it is now. Lives in one transaction.
 */
final class StoredPast implements Past {
  /** More than units are ever nested; what is dated amiss may seem to hold itself. */
  private static final int MAX_LEVELS = 16;

  private final Handle handle;
  private final Units units;
  private final Map<Long, OffsetDateTime> times = new HashMap<>();
  private final Map<Instant, Map<Long, Then>> stored = new HashMap<>();
  private final Map<Long, Unit> byId = new HashMap<>();
  private final Map<Long, List<Units.Change>> changes = new HashMap<>();
  private int indexed;
  private final Map<UUID, Set<Epc>> met = new HashMap<>();

  /** Units of which we were told long ago, before the transaction. */
  private @Nullable Set<Long> longTold;

  /** What a unit was like. */
  private record Then(
      @Nullable Long parent, @Nullable UUID custodian, @Nullable UUID inTransitTo) {}

  StoredPast(Handle handle, Units units) {
    this.handle = handle;
    this.units = units;
  }

  /** Notes when an event of the transaction happened. */
  void note(long event, OffsetDateTime time) {
    times.put(event, time);
  }

  @Override
  public boolean held(Unit unit, UUID organisation, OffsetDateTime at) {
    return outermost(unit, at)
        .filter(then -> organisation.equals(then.custodian()) && then.inTransitTo() == null)
        .isPresent();
  }

  /** Whether the organisation had the unit then, or was to receive it. */
  boolean concerned(Unit unit, UUID organisation, OffsetDateTime at) {
    return outermost(unit, at)
        .filter(
            then ->
                organisation.equals(then.custodian()) || organisation.equals(then.inTransitTo()))
        .isPresent();
  }

  /** What the unit was in then, or itself. */
  private Optional<Then> outermost(Unit unit, OffsetDateTime at) {
    long id = unit.id();
    for (int level = 0; level < MAX_LEVELS; level++) {
      Optional<Then> then = then(id, at);
      @Nullable Long parent = then.map(Then::parent).orElse(null);
      if (parent == null) {
        return then;
      }
      id = parent;
    }
    return Optional.empty();
  }

  @Override
  public boolean met(Unit unit, UUID organisation) {
    return met.computeIfAbsent(organisation, this::allMet).contains(unit.epc());
  }

  @Override
  public Optional<Ended> cameBackFrom(Unit unit) {
    return units.changes().reversed().stream()
        .filter(c -> c.unit() == unit && c.state().isEnd())
        .findFirst()
        .map(c -> new Ended(c.state(), c.endedAt()))
        .or(() -> storedReturn(unit));
  }

  private Optional<Ended> storedReturn(Unit unit) {
    return handle
        .createQuery(
            """
            SELECT state, state_since FROM custody.change
            WHERE unit_id = :unit AND state NOT IN ('Active', 'Void')
            ORDER BY coalesce(turn, event_id) DESC LIMIT 1
            """)
        .bind("unit", unit.id())
        .map(
            (r, c) ->
                new Ended(
                    UnitState.of(r.getString("state")),
                    r.getObject("state_since", OffsetDateTime.class)))
        .findOne();
  }

  @Override
  public boolean isLongTold(Unit unit) {
    boolean endedJustNow =
        units.changes().stream().anyMatch(c -> c.unit() == unit && c.state() == UnitState.ACTIVE);
    if (endedJustNow) {
      return false;
    }
    @Nullable Set<Long> known = longTold;
    if (known == null) {
      known = longTold();
      longTold = known;
    }
    return known.contains(unit.id());
  }

  /** Whether we were told of what changed a unit last within some time until now, or just now. */
  boolean changedWithin(Unit unit, Duration time) {
    return handle
        .createQuery("SELECT record_time >= now() - :time FROM custody.event WHERE id = :event")
        .bind("time", time)
        .bind("event", unit.lastEvent())
        .mapTo(Boolean.class)
        .findOne()
        .orElse(true); // Of this very transaction.
  }

  /** By the event that ended a unit first: later ones may only say otherwise how it ended. */
  private Set<Long> longTold() {
    return handle
        .createQuery(
            """
            SELECT unit_id FROM (
              SELECT DISTINCT ON (c.unit_id) c.unit_id, e.record_time
              FROM custody.change c JOIN custody.event e ON e.id = c.event_id
              WHERE c.unit_id = ANY(:units) AND c.state = 'Active'
              ORDER BY c.unit_id, coalesce(c.turn, c.event_id) DESC) ended
            WHERE record_time + :within < now()
            """)
        .bindArray("units", Long.class, units.all().stream().map(Unit::id).toList())
        .bind("within", PackTransitions.UNDO_WITHIN)
        .mapTo(Long.class)
        .set();
  }

  private Set<Epc> allMet(UUID organisation) {
    List<Involvement.Pair> pairs =
        units.all().stream().map(u -> new Involvement.Pair(u.epc(), organisation)).toList();
    return Involvement.among(handle, pairs).stream()
        .map(Involvement.Pair::unit)
        .collect(Collectors.toSet());
  }

  private Optional<Then> then(long id, OffsetDateTime at) {
    // One query for all units of the transaction: an event may name ten thousand.
    Map<Long, Then> before =
        stored.computeIfAbsent(
            at.toInstant(), t -> beforeLater(at, units.all().stream().map(Unit::id).toList()));
    return Optional.ofNullable(before.get(id))
        .or(() -> underWay(id, at))
        .or(() -> Optional.ofNullable(byId().get(id)).map(StoredPast::now))
        .or(() -> Optional.ofNullable(beforeLater(at, List.of(id)).get(id)))
        .or(() -> nowStored(id));
  }

  private Optional<Then> underWay(long id, OffsetDateTime at) {
    List<Units.Change> all = units.changes();
    for (; indexed < all.size(); indexed++) {
      Units.Change change = all.get(indexed);
      changes.computeIfAbsent(change.unit().id(), unit -> new ArrayList<>()).add(change);
    }
    return changes.getOrDefault(id, List.of()).stream()
        .filter(c -> Objects.requireNonNull(times.get(c.event())).isAfter(at))
        .findFirst()
        .map(c -> new Then(id(c.parent()), c.custodian(), c.inTransitTo()));
  }

  /** The units of the transaction, of which events bring more into being. */
  private Map<Long, Unit> byId() {
    if (byId.size() < units.all().size()) {
      units.all().forEach(unit -> byId.put(unit.id(), unit));
    }
    return byId;
  }

  private static Then now(Unit unit) {
    return new Then(id(unit.parent()), unit.custodian(), unit.inTransitTo());
  }

  private static @Nullable Long id(@Nullable Unit unit) {
    return unit == null ? null : unit.id();
  }

  private Map<Long, Then> beforeLater(OffsetDateTime at, Collection<Long> ids) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT ON (c.unit_id) c.unit_id AS id, c.parent_id, c.custodian_id,
                   c.in_transit_to
            FROM custody.change c JOIN custody.event e ON e.id = c.event_id
            WHERE c.unit_id = ANY(:units) AND e.event_time > :at
            ORDER BY c.unit_id, coalesce(c.turn, c.event_id)
            """)
        .bindArray("units", Long.class, ids)
        .bind("at", at)
        .map((r, c) -> Map.entry(r.getLong("id"), then(r)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<Then> nowStored(long id) {
    return handle
        .createQuery(
            "SELECT parent_id, custodian_id, in_transit_to FROM custody.unit WHERE id = :id")
        .bind("id", id)
        .map((r, c) -> then(r))
        .findOne();
  }

  private static Then then(ResultSet r) throws SQLException {
    return new Then(
        r.getObject("parent_id", Long.class),
        r.getObject("custodian_id", UUID.class),
        r.getObject("in_transit_to", UUID.class));
  }
}
