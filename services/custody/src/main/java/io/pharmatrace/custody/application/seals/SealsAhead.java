package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.application.UnitKey;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Changes of units that are further by their seals than custody, because custody lost what happened
 * ({@link ReturnedSeals}): they were followed before the restore and move no seal again. When
 * custody comes to where a unit is, it is followed as any other from there. What is about a unit
 * that is apart sets what is in it, or goes into it, apart too. Of one thread.
 */
final class SealsAhead {
  private final Handle handle;
  private final Map<Long, String> epcs = new HashMap<>();
  private final Set<Long> ahead = new HashSet<>();
  private final Set<Long> onRecord = new HashSet<>();
  private final Map<Long, @Nullable Long> parents = new HashMap<>();
  private final Map<Long, @Nullable UUID> custodians = new HashMap<>();

  private SealsAhead(Handle handle) {
    this.handle = handle;
  }

  /**
   * Takes the changes that move no seal out of the queue.
   *
   * @param changes the oldest
   * @return those of them that seals are to follow now; what comes behind something that has to
   *     wait for these is left for the next round
   */
  static List<Became> meet(Handle handle, List<Became> changes) {
    boolean apart =
        handle
            .createQuery("SELECT EXISTS (SELECT FROM custody.seal_ahead)")
            .mapTo(Boolean.class)
            .one();
    return apart ? new SealsAhead(handle).rest(changes) : changes;
  }

  private List<Became> rest(List<Became> changes) {
    load(changes);
    List<Became> rest = new ArrayList<>();
    Set<Long> moving = new HashSet<>();
    for (Became change : changes) {
      Set<Long> around = around(change);
      if (around.stream().anyMatch(ahead::contains) && around.stream().anyMatch(moving::contains)) {
        return rest;
      }
      goOn(change, around);
      if (around.stream().noneMatch(ahead::contains)) {
        rest.add(change);
        moving.add(change.unit());
      } else {
        leave(change);
      }
      parents.put(change.unit(), change.parent());
      custodians.put(change.unit(), change.custodian());
    }
    return rest;
  }

  /** The unit, what it is in by its seals' record of custody, and what it goes into. */
  private Set<Long> around(Became change) {
    Set<Long> around = new HashSet<>(Set.of(change.unit()));
    for (@Nullable Long up = parents.get(change.unit()); up != null && around.add(up); ) {
      up = parents.get(up);
    }
    for (@Nullable Long up = change.parent(); up != null && around.add(up); ) {
      up = parents.get(up);
    }
    return around;
  }

  /** Where its holder does something new with a unit, seals go on from where it is. */
  private void goOn(Became change, Set<Long> around) {
    if (onRecord.contains(change.unit())
        && around.stream().filter(ahead::contains).toList().equals(List.of(change.unit()))) {
      String epc = epc(change.unit());
      @Nullable String parent = change.parent() == null ? null : epc(change.parent());
      AheadRows.find(handle, epc)
          .filter(place -> !place.isWhere(change.state(), parent, holder(change)))
          .filter(place -> place.isHeldBy(holder(change)))
          .ifPresent(
              place -> {
                AheadRows.meet(handle, epc, change.unit(), place);
                ahead.remove(change.unit());
              });
    }
  }

  /** No seal moves; only what custody says is noted. */
  private void leave(Became change) {
    String epc = epc(change.unit());
    Place place = AheadRows.find(handle, epc).orElseGet(() -> AheadRows.sealed(handle, epc));
    handle
        .createUpdate(
            """
            INSERT INTO custody.sealed (unit_id, state, parent_id, custodian_id, state_since)
            VALUES (:unit, :state, :parent, :custodian, :since)
            ON CONFLICT (unit_id) DO UPDATE
            SET state = excluded.state, parent_id = excluded.parent_id,
                custodian_id = excluded.custodian_id, state_since = excluded.state_since
            """)
        .bind("unit", change.unit())
        .bind("state", change.state().text())
        .bindByType("parent", change.parent(), Long.class)
        .bindByType("custodian", change.custodian(), UUID.class)
        .bindByType("since", change.since(), OffsetDateTime.class)
        .execute();
    onRecord.add(change.unit());
    SealTodo.done(handle, List.of(change));
    @Nullable String parent = change.parent() == null ? null : epc(change.parent());
    if (place.isWhere(change.state(), parent, holder(change))) {
      AheadRows.meet(handle, epc, change.unit(), place);
      ahead.remove(change.unit());
    } else {
      AheadRows.write(handle, epc, place);
      ahead.add(change.unit());
    }
  }

  private @Nullable UUID holder(Became change) {
    long top = change.unit();
    for (@Nullable Long up = change.parent(); up != null; up = parents.get(up)) {
      top = up;
    }
    return top == change.unit() ? change.custodian() : custodians.get(top);
  }

  private String epc(long unit) {
    return Objects.requireNonNull(epcs.get(unit), "a unit that was not loaded");
  }

  private void load(List<Became> changes) {
    Set<Long> units = new HashSet<>();
    for (Became change : changes) {
      units.add(change.unit());
      Optional.ofNullable(change.parent()).ifPresent(units::add);
    }
    handle
        .createQuery(
            """
            WITH RECURSIVE up (id) AS (
              SELECT unnest(:ids)
              UNION
              SELECT s.parent_id FROM custody.sealed s JOIN up ON s.unit_id = up.id
              WHERE s.parent_id IS NOT NULL
            )
            SELECT u.id, u.key, u.serial, s.parent_id, s.custodian_id,
                   a.key IS NOT NULL AS ahead, s.unit_id IS NOT NULL AS on_record
            FROM custody.unit u JOIN up ON up.id = u.id
            LEFT JOIN custody.sealed s ON s.unit_id = u.id
            LEFT JOIN custody.seal_ahead a ON a.key = u.key AND a.serial = u.serial
            """)
        .bindArray("ids", Long.class, units)
        .map(
            (r, c) -> {
              long unit = r.getLong("id");
              epcs.put(unit, UnitKey.epc(r.getString("key"), r.getString("serial")).digitalLink());
              parents.put(unit, r.getObject("parent_id", Long.class));
              custodians.put(unit, r.getObject("custodian_id", UUID.class));
              if (r.getBoolean("on_record")) {
                onRecord.add(unit);
              }
              return r.getBoolean("ahead") ? unit : -1L;
            })
        .forEach(ahead::add);
  }
}
