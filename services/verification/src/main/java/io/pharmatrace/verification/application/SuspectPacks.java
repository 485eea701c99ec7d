package io.pharmatrace.verification.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Packs that are off sale: a check before a saleable return failed and its case is not closed, a
 * falsification is confirmed, or one that came back was not checked. Thread-safe.
 */
@Singleton
final class SuspectPacks implements OffSale {
  /** Whether a pack that came back passed no check since, whoever made it. */
  private static final String NOT_CHECKED =
      """
      NOT EXISTS (
        SELECT FROM verification.saleable_return c
        WHERE c.gtin = %1$s.gtin AND c.serial = %1$s.serial AND c.checked >= %2$s.recorded
          AND c.event_uri IS NOT NULL)
      """;

  /**
   * Whether the pack {@code p} of the views came back to who holds it, or to somebody before that,
   * and passed no check since. Of who never took anything back, or never sold anything, and was
   * shipped nothing in which such a pack may be, that costs a look into an index for each.
   */
  static final String RETURNED =
      """
      CASE WHEN EXISTS (SELECT FROM custody.handovers h WHERE h.receiver_id = p.custodian_id)
                AND (EXISTS (SELECT FROM custody.handovers h WHERE h.sender_id = p.custodian_id)
                     OR EXISTS (SELECT FROM custody.handovers h
                                WHERE h.receiver_id = p.custodian_id AND h.is_return)
                     OR EXISTS (SELECT FROM custody.handovers h
                                WHERE h.receiver_id = p.custodian_id AND h.unchecked))
           THEN EXISTS (SELECT FROM custody.returned_packs r WHERE r.pack_id = p.id AND %s)
           ELSE false END
      """
          .formatted(NOT_CHECKED.formatted("p", "r"));

  /**
   * Of a failed check that turned out to be a falsification the check counts. What is told within
   * ten seconds is asked for: while it waited for the pack this may have become suspect, and clocks
   * differ.
   */
  private static final String BARS =
      """
      SELECT k.gtin, k.serial, suspect.since, %s AS returned
      FROM unnest(:gtins, :serials) AS k (gtin, serial)
      LEFT JOIN LATERAL (
        SELECT least(now() - interval '10 seconds',
               min(CASE WHEN a.code = 'return-failed' THEN a.first_time
                        ELSE (SELECT min(s.done) FROM verification.step s
                              WHERE s.number = a.number AND s.cause = 'falsification-confirmed')
                   END)) AS since
        FROM verification.alert a
        WHERE a.key = k.gtin AND a.serial = k.serial
          AND ((a.code = 'return-failed' AND a.state <> 'closed')
               OR a.cause = 'falsification-confirmed')
        HAVING count(*) > 0
      ) suspect ON true
      LEFT JOIN custody.packs p ON p.gtin = k.gtin AND p.serial = k.serial
      """
          .formatted(RETURNED);

  @Override
  public Map<Sgtin, Bar> bars(Handle transaction, Collection<Sgtin> packs) {
    List<Sgtin> all = List.copyOf(packs);
    return transaction
        .createQuery(BARS)
        .bindArray("gtins", String.class, Columns.of(all, pack -> pack.gtin().digits()))
        .bindArray("serials", String.class, Columns.of(all, pack -> pack.serial().value()))
        .map(
            (r, c) ->
                Map.entry(
                    new Sgtin(Gtin.of(r.getString("gtin")), new Serial(r.getString("serial"))),
                    new Bar(r.getObject("since", OffsetDateTime.class), r.getBoolean("returned"))))
        .stream()
        .filter(bar -> bar.getValue().suspectSince() != null || bar.getValue().returned())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Set<Sgtin> unchecked(Handle transaction, Map<Sgtin, OffsetDateTime> cameBack) {
    List<Map.Entry<Sgtin, OffsetDateTime>> all = List.copyOf(cameBack.entrySet());
    return Set.copyOf(
        transaction
            .createQuery(
                "SELECT k.place FROM unnest(:gtins, :serials, :times) WITH ORDINALITY"
                    + " AS k (gtin, serial, recorded, place) WHERE "
                    + NOT_CHECKED.formatted("k", "k"))
            .bindArray("gtins", String.class, Columns.of(all, e -> e.getKey().gtin().digits()))
            .bindArray("serials", String.class, Columns.of(all, e -> e.getKey().serial().value()))
            .bindArray("times", OffsetDateTime.class, Columns.of(all, Map.Entry::getValue))
            .map((r, c) -> all.get(r.getInt("place") - 1).getKey())
            .list());
  }
}
