package io.pharmatrace.verification.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Audience;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.Json;
import io.pharmatrace.verification.application.Notices.Concerned;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps suspicions as alerts, and notes whom each concerns. Thread-safe. */
@Singleton
final class Alerts implements Suspicions {
  /** Sightings that a case lists; what contradicts itself more often says nothing new. */
  private static final int MOST_ELSEWHERE = 50;

  /** The case of a suspicion. */
  private record Stored(long number, boolean isNew) {}

  /** A sighting as it is stored. */
  @Serdeable
  record StoredSighting(
      UUID organisation,
      @Nullable String place,
      OffsetDateTime time,
      @Nullable Integer kilometres) {}

  @Serdeable
  record StoredSightings(List<StoredSighting> sightings) {}

  private final Json json;
  private final LabelDoubts labels;
  private final TypedLabels typed;
  private final Travels travels;
  private final Notices notices;

  Alerts(Json json, LabelDoubts labels, TypedLabels typed, Travels travels, Notices notices) {
    this.typed = typed;
    this.notices = notices;
    this.json = json;
    this.labels = labels;
    this.travels = travels;
  }

  @Override
  public void seen(Handle transaction, List<Seen> seen) {
    if (!seen.isEmpty()) {
      raise(transaction, travels.impossible(transaction, seen));
    }
  }

  @Override
  public List<Told> raise(Handle transaction, List<Suspicion> found) {
    List<Weighed> weighed = typed.weigh(transaction, labels.weigh(transaction, found));
    List<Suspicion> raised =
        weighed.stream().filter(Weighed::isRaised).map(Weighed::suspicion).toList();
    List<Suspicion> suspicions = RaisedEvents.fresh(transaction, raised);
    if (!suspicions.isEmpty()) {
      keep(transaction, suspicions);
    }
    return weighed.stream().map(w -> new Told(w.suspicion().code(), w.fate())).toList();
  }

  private void keep(Handle transaction, List<Suspicion> suspicions) {
    // In one order, so that two transactions that raise the same do not wait for each other.
    Map<Counted.Key, Counted> counted = new TreeMap<>();
    for (Suspicion suspicion : suspicions) {
      Counted one = Counted.once(suspicion);
      counted.merge(one.key(), one, Counted::and);
    }
    Map<Counted.Key, Stored> stored = store(transaction, counted.values());
    Set<Long> fresh =
        stored.values().stream()
            .filter(Stored::isNew)
            .map(Stored::number)
            .collect(Collectors.toSet());
    List<Concerned> since =
        concern(transaction, counted.values(), stored).stream()
            .filter(c -> !fresh.contains(c.number()))
            .toList();
    if (!fresh.isEmpty()) {
      notices.note(transaction, fresh, "raised");
    }
    if (!since.isEmpty()) {
      notices.noteTo(transaction, since);
    }
  }

  /** Stores them; the case of each. */
  private Map<Counted.Key, Stored> store(Handle transaction, Collection<Counted> all) {
    Map<Counted.Key, Stored> cases = new TreeMap<>();
    transaction
        .createQuery(
            """
            INSERT INTO verification.alert AS a (
              key, serial, code, kind, organisation_id, place, lot, expiry, entry, detail,
              elsewhere, first_time, last_time, times)
            SELECT key, serial, code, kind, organisation, place, lot, expiry, entry, detail,
                   CAST(elsewhere AS jsonb), first_time, last_time, times
            FROM unnest(:keys, :serials, :codes, :kinds, :organisations, :places, :lots, :expiries,
                        :entries, :details, :elsewhere, :firsts, :lasts, :times)
              WITH ORDINALITY AS n (key, serial, code, kind, organisation, place, lot, expiry, entry,
                                    detail, elsewhere, first_time, last_time, times, ord)
            ORDER BY ord
            ON CONFLICT (key, serial, code, organisation_id) WHERE state <> 'closed' DO UPDATE
            SET times = a.times + excluded.times,
                first_time = least(a.first_time, excluded.first_time),
                last_time = greatest(a.last_time, excluded.last_time),
                -- Scanned once says more than typed, and so does an event, which has none.
                entry = CASE WHEN 'scanned' IN (a.entry, excluded.entry) THEN 'scanned'
                             WHEN a.entry = excluded.entry THEN a.entry END,
                elsewhere = CASE
                  WHEN jsonb_array_length(a.elsewhere -> 'sightings') < :most THEN
                    jsonb_build_object('sightings',
                      (a.elsewhere -> 'sightings') || (excluded.elsewhere -> 'sightings'))
                  ELSE a.elsewhere END
            -- What was updated has been locked, and says so.
            RETURNING number, key, serial, code, organisation_id, a.xmax = 0 AS fresh
            """)
        .bind("most", MOST_ELSEWHERE)
        .bindArray("keys", String.class, Columns.of(all, c -> c.key().key()))
        .bindArray("serials", String.class, Columns.of(all, c -> c.key().serial()))
        .bindArray("codes", String.class, Columns.of(all, c -> c.key().code()))
        .bindArray("kinds", String.class, Columns.of(all, c -> kind(c.first())))
        .bindArray("organisations", UUID.class, Columns.of(all, c -> c.key().organisation()))
        .bindArray("places", String.class, Columns.of(all, c -> digits(c.first().seen().place())))
        .bindArray("lots", String.class, Columns.of(all, c -> text(c.first().lot())))
        .bindArray("expiries", LocalDate.class, Columns.of(all, c -> date(c.first().expiry())))
        .bindArray("entries", String.class, Columns.of(all, c -> text(c.first().entry())))
        .bindArray("details", String.class, Columns.of(all, c -> c.first().detail()))
        .bindArray("elsewhere", String.class, Columns.of(all, c -> elsewhere(c.first())))
        .bindArray("firsts", OffsetDateTime.class, Columns.of(all, c -> c.first().seen().time()))
        .bindArray("lasts", OffsetDateTime.class, Columns.of(all, Counted::last))
        .bindArray("times", Integer.class, Columns.of(all, Counted::times))
        .map(
            (r, c) ->
                Map.entry(
                    new Counted.Key(
                        r.getString("key"),
                        r.getString("serial"),
                        r.getString("code"),
                        r.getObject("organisation_id", UUID.class)),
                    new Stored(r.getLong("number"), r.getBoolean("fresh"))))
        .forEach(entry -> cases.put(entry.getKey(), entry.getValue()));
    return cases;
  }

  /**
   * Whom they concern, as far as it may be told: where it was noticed, whoever else was named, and
   * the manufacturer.
   *
   * @return whom they did not concern before
   */
  private static List<Concerned> concern(
      Handle transaction, Collection<Counted> all, Map<Counted.Key, Stored> cases) {
    List<Map.Entry<Long, UUID>> named =
        all.stream()
            .flatMap(
                c ->
                    Stream.concat(
                            Stream.of(c.key().organisation())
                                .filter(id -> c.first().audience() != Audience.OTHERS),
                            c.first().others().stream())
                        .map(id -> Map.entry(number(cases, c), id)))
            .toList();
    List<Long> made =
        all.stream()
            .filter(c -> c.first().audience() != Audience.NOTICED)
            .map(c -> number(cases, c))
            .toList();
    return transaction
        .createQuery(
            """
            INSERT INTO verification.concerned (number, organisation_id)
            SELECT number, organisation FROM unnest(:numbers, :organisations)
              AS n (number, organisation)
            UNION
            SELECT a.number, p.manufacturer_id
            FROM verification.alert a JOIN registry.products p ON p.gtin = a.key
            WHERE a.number = ANY(:made)
            ORDER BY 1, 2
            ON CONFLICT DO NOTHING
            RETURNING number, organisation_id
            """)
        .bindArray("made", Long.class, made)
        .bindArray("numbers", Long.class, Columns.of(named, Map.Entry::getKey))
        .bindArray("organisations", UUID.class, Columns.of(named, Map.Entry::getValue))
        .map((r, c) -> new Concerned(r.getLong(1), r.getObject(2, UUID.class)))
        .list();
  }

  private static long number(Map<Counted.Key, Stored> cases, Counted counted) {
    return Objects.requireNonNull(cases.get(counted.key())).number();
  }

  private static String kind(Suspicion suspicion) {
    return suspicion.code().kind().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String digits(@Nullable Gln place) {
    return place == null ? null : place.digits();
  }

  private static @Nullable String text(@Nullable Entry entry) {
    return entry == null ? null : entry.text();
  }

  private static @Nullable String text(@Nullable Lot lot) {
    return lot == null ? null : lot.value();
  }

  private static @Nullable LocalDate date(@Nullable ExpiryDate expiry) {
    return expiry == null ? null : expiry.date();
  }

  private String elsewhere(Suspicion suspicion) {
    return json.write(
        new StoredSightings(
            suspicion.elsewhere().stream()
                .map(
                    s ->
                        new StoredSighting(
                            s.organisation(), digits(s.place()), s.time(), s.kilometres()))
                .toList()));
  }
}
