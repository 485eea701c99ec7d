package io.pharmatrace.verification.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Fate;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes what somebody typed and is not on record for a typing error, until the same organisation
 * types the same again (docs/adr/0024). An organisation that mistypes more than people do is
 * believed no more. Thread-safe.
 */
@Singleton
final class TypedLabels {
  private final Duration within;
  private final int most;

  /**
   * With the limits.
   *
   * @param within how long the same typed again is no new mistake
   * @param most typing errors of an organisation within that time
   */
  TypedLabels(
      @Value("${pharmatrace.verification.typed-within:1h}") Duration within,
      @Value("${pharmatrace.verification.typed-most:100}") int most) {
    this.within = within;
    this.most = most;
  }

  /** What was typed. */
  private record Key(
      UUID organisation, String gtin, String serial, String lot, String expiry, String code) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::organisation)
            .thenComparing(Key::gtin)
            .thenComparing(Key::serial)
            .thenComparing(Key::lot)
            .thenComparing(Key::expiry)
            .thenComparing(Key::code);

    static Key of(Suspicion suspicion) {
      Sgtin pack = (Sgtin) suspicion.unit();
      @Nullable Object expiry = suspicion.expiry() == null ? null : suspicion.expiry().date();
      return new Key(
          suspicion.seen().organisation(),
          pack.gtin().digits(),
          pack.serial().value(),
          suspicion.lot() == null ? "" : suspicion.lot().value(),
          expiry == null ? "" : expiry.toString(),
          suspicion.code().text());
    }
  }

  /** The same, with what may be a typing error withheld. */
  List<Weighed> weigh(Handle transaction, List<Weighed> weighed) {
    List<Suspicion> typed =
        weighed.stream().filter(Weighed::mayBeMistyped).map(Weighed::suspicion).toList();
    if (typed.isEmpty()) {
      return weighed;
    }
    Set<Key> once = once(transaction, typed);
    Set<UUID> tooMany = tooMany(transaction, once);
    return weighed.stream()
        .map(
            each ->
                each.mayBeMistyped()
                        && once.contains(Key.of(each.suspicion()))
                        && !tooMany.contains(each.suspicion().seen().organisation())
                    ? each.as(Fate.WITHHELD)
                    : each)
        .toList();
  }

  /**
   * Notes what was typed; what of it was not typed before. In one order, so that two transactions
   * that note the same do not wait for each other.
   */
  private Set<Key> once(Handle transaction, List<Suspicion> typed) {
    List<Suspicion> each =
        typed.stream()
            .collect(Collectors.toMap(Key::of, s -> s, (one, other) -> one))
            .values()
            .stream()
            .sorted(Comparator.comparing(Key::of, Key.ORDER))
            .toList();
    List<Key> keys = Columns.of(each, Key::of);
    return new HashSet<>(
        transaction
            .createQuery(
                """
                WITH noted AS (
                  INSERT INTO verification.typed AS t
                    (organisation_id, gtin, serial, lot, expiry, code, event, typed)
                  SELECT organisation, gtin, serial, lot, expiry, code, event, now()
                  FROM unnest(:organisations, :gtins, :serials, :lots, :expiries, :codes, :events)
                    WITH ORDINALITY
                    AS n (organisation, gtin, serial, lot, expiry, code, event, place)
                  ORDER BY place
                  ON CONFLICT (organisation_id, gtin, serial, lot, expiry, code) DO UPDATE
                  -- A retry comes at once. Later the same event is somebody who writes its time.
                  SET again = CASE WHEN t.event = excluded.event
                                        AND t.typed > now() - interval '1 minute' THEN t.again
                                   ELSE t.typed >= now() - :within END,
                      event = excluded.event,
                      typed = CASE WHEN t.event = excluded.event
                                        AND t.typed > now() - interval '1 minute' THEN t.typed
                                   ELSE excluded.typed END
                  RETURNING t.*)
                SELECT * FROM noted WHERE NOT again
                """)
            .bind("within", within)
            .bindArray("organisations", UUID.class, Columns.of(keys, Key::organisation))
            .bindArray("gtins", String.class, Columns.of(keys, Key::gtin))
            .bindArray("serials", String.class, Columns.of(keys, Key::serial))
            .bindArray("lots", String.class, Columns.of(keys, Key::lot))
            .bindArray("expiries", String.class, Columns.of(keys, Key::expiry))
            .bindArray("codes", String.class, Columns.of(keys, Key::code))
            .bindArray("events", String.class, Columns.of(each, Suspicion::event))
            .map(
                (r, c) ->
                    new Key(
                        r.getObject("organisation_id", UUID.class),
                        r.getString("gtin"),
                        r.getString("serial"),
                        r.getString("lot"),
                        r.getString("expiry"),
                        r.getString("code")))
            .list());
  }

  /** Who mistypes more than is believed. */
  private Set<UUID> tooMany(Handle transaction, Set<Key> once) {
    if (once.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        transaction
            .createQuery(
                """
                SELECT o.id FROM unnest(:organisations) AS o (id)
                CROSS JOIN LATERAL (
                  SELECT FROM verification.typed
                  WHERE organisation_id = o.id AND NOT again AND typed >= now() - :within
                  OFFSET :most LIMIT 1) beyond
                """)
            .bindArray(
                "organisations",
                UUID.class,
                once.stream().map(Key::organisation).distinct().toList())
            .bind("within", within)
            .bind("most", most)
            .mapTo(UUID.class)
            .list());
  }
}
