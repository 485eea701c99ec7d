package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.platform.Columns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which refused events have raised what: handed in again they raise nothing more. */
final class RaisedEvents {
  private record Key(UUID organisation, String event, String code, String unit) {
    static Key of(Suspicion suspicion) {
      return new Key(
          suspicion.seen().organisation(),
          Objects.requireNonNull(suspicion.event()),
          suspicion.code().text(),
          suspicion.unit().digitalLink());
    }
  }

  private RaisedEvents() {}

  /** Those that no event has raised before, or none at all; notes them. */
  static List<Suspicion> fresh(Handle transaction, List<Suspicion> suspicions) {
    List<Key> keys =
        suspicions.stream()
            .filter(suspicion -> suspicion.event() != null)
            .map(Key::of)
            .distinct()
            .toList();
    if (keys.isEmpty()) {
      return suspicions;
    }
    Set<Key> added = add(transaction, keys);
    List<Suspicion> fresh = new ArrayList<>();
    for (Suspicion suspicion : suspicions) {
      @Nullable String event = suspicion.event();
      if (event == null || added.remove(Key.of(suspicion))) {
        fresh.add(suspicion);
      }
    }
    return fresh;
  }

  /** In one order, so that two transactions that note the same do not wait for each other. */
  private static Set<Key> add(Handle transaction, List<Key> keys) {
    return new HashSet<>(
        transaction
            .createQuery(
                """
                INSERT INTO verification.raised_event (organisation_id, event, code, unit)
                SELECT * FROM unnest(:organisations, :events, :codes, :units) ORDER BY 1, 2, 3, 4
                ON CONFLICT DO NOTHING RETURNING organisation_id, event, code, unit
                """)
            .bindArray("organisations", UUID.class, Columns.of(keys, Key::organisation))
            .bindArray("events", String.class, Columns.of(keys, Key::event))
            .bindArray("codes", String.class, Columns.of(keys, Key::code))
            .bindArray("units", String.class, Columns.of(keys, Key::unit))
            .map(
                (r, c) ->
                    new Key(
                        r.getObject(1, UUID.class), r.getString(2), r.getString(3), r.getString(4)))
            .list());
  }
}
