package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Sightings;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads sightings from the events. Thread-safe. */
@Singleton
final class StoredSightings implements Sightings {
  /**
   * One statement for all. OFFSET 0 has PostgreSQL look up a few rows by index for each unit, as in
   * custody.passed. Left out is what custody's actions say to be no sighting.
   */
  private static final String AROUND =
      """
      WITH RECURSIVE asked (n, key, serial, place, at) AS (
        SELECT n, key, serial, place, at
        FROM unnest(:keys, :serials, :places, :times)
          WITH ORDINALITY AS q (key, serial, place, at, n)
      ), inside (n, unit, since, until) AS (
        SELECT a.n, u.id, '-infinity'::timestamptz, 'infinity'::timestamptz
        FROM asked a CROSS JOIN LATERAL (
          SELECT id FROM custody.unit WHERE key = a.key AND serial = a.serial OFFSET 0) u
        UNION
        SELECT i.n, m.parent_id, greatest(i.since, m.entered),
               least(i.until, coalesce(m.left_at, 'infinity'))
        FROM inside i CROSS JOIN LATERAL (
          SELECT * FROM custody.membership m WHERE m.child_id = i.unit OFFSET 0) m
        WHERE m.entered < i.until AND coalesce(m.left_at, 'infinity') > i.since
      ), other (n, organisation_id, place, event_time, earlier, distance) AS (
        SELECT a.n, e.organisation_id, e.place, e.event_time, e.event_time <= a.at,
               greatest(e.event_time - a.at, a.at - e.event_time)
        FROM asked a JOIN inside i ON i.n = a.n CROSS JOIN LATERAL (
          SELECT e.* FROM custody.event_unit eu JOIN custody.event e ON e.id = eu.event_id
          WHERE eu.unit_id = i.unit OFFSET 0) e
        WHERE e.place <> a.place AND e.event_time BETWEEN i.since AND i.until
          AND coalesce(e.biz_step, '') <> 'void_shipping'
          AND coalesce(e.disposition, '')
              NOT IN ('stolen', 'mismatch_instance', 'non_sellable_other')
          -- Without a step: active again. What is commissioned is active too, and there.
          AND (e.biz_step IS NOT NULL OR e.disposition IS DISTINCT FROM 'active')
          AND e.declared_by IS NULL AND e.error_hash = decode(repeat('00', 32), 'hex')
      )
      SELECT DISTINCT ON (n, earlier) n, organisation_id, place, event_time
      FROM other ORDER BY n, earlier, distance
      """;

  private record Found(int asked, Sighting sighting) {}

  @Override
  public Map<Seen, List<Sighting>> around(Handle transaction, List<Seen> seen) {
    List<Found> found =
        transaction
            .createQuery(AROUND)
            .bindArray("keys", String.class, Columns.of(seen, s -> UnitKey.key(s.unit())))
            .bindArray("serials", String.class, Columns.of(seen, s -> UnitKey.serial(s.unit())))
            .bindArray("places", String.class, Columns.of(seen, StoredSightings::place))
            .bindArray("times", OffsetDateTime.class, Columns.of(seen, s -> s.at().time()))
            .map(
                (r, c) ->
                    new Found(
                        r.getInt("n") - 1,
                        new Sighting(
                            r.getObject("organisation_id", UUID.class),
                            new Gln(r.getString("place")),
                            r.getObject("event_time", OffsetDateTime.class))))
            .list();
    return found.stream()
        .collect(
            Collectors.groupingBy(
                f -> seen.get(f.asked()),
                Collectors.mapping(Found::sighting, Collectors.toList())));
  }

  @Override
  public Set<Had> everHad(Handle transaction, Collection<Had> asked) {
    List<Involvement.Pair> pairs =
        asked.stream().map(a -> new Involvement.Pair(a.unit(), a.organisation())).toList();
    return Involvement.among(transaction, pairs).stream()
        .map(pair -> new Had(pair.unit(), pair.organisation()))
        .collect(Collectors.toSet());
  }

  private static String place(Seen seen) {
    return Objects.requireNonNull(seen.at().place(), "where it was seen is known").digits();
  }
}
