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
import org.jdbi.v3.core.Handle;

/**
 * Packs that are off sale: a check before a saleable return failed and its case is not closed, or a
 * falsification is confirmed. Thread-safe.
 */
@Singleton
final class SuspectPacks implements OffSale {
  /**
   * Of a failed check that turned out to be a falsification the check counts. What is told within
   * ten seconds is asked for: while it waited for the pack this may have become suspect, and clocks
   * differ.
   */
  private static final String SINCE =
      """
      SELECT a.key, a.serial, least(now() - interval '10 seconds',
             min(CASE WHEN a.code = 'return-failed' THEN a.first_time
                      ELSE (SELECT min(s.done) FROM verification.step s
                            WHERE s.number = a.number AND s.cause = 'falsification-confirmed')
                 END)) AS since
      FROM unnest(:gtins, :serials) AS k (gtin, serial)
      JOIN verification.alert a ON a.key = k.gtin AND a.serial = k.serial
      WHERE (a.code = 'return-failed' AND a.state <> 'closed')
         OR a.cause = 'falsification-confirmed'
      GROUP BY a.key, a.serial
      """;

  @Override
  public Map<Sgtin, OffsetDateTime> since(Handle transaction, Collection<Sgtin> packs) {
    List<Sgtin> all = List.copyOf(packs);
    return transaction
        .createQuery(SINCE)
        .bindArray("gtins", String.class, Columns.of(all, pack -> pack.gtin().digits()))
        .bindArray("serials", String.class, Columns.of(all, pack -> pack.serial().value()))
        .map(
            (r, c) ->
                Map.entry(
                    new Sgtin(Gtin.of(r.getString("key")), new Serial(r.getString("serial"))),
                    r.getObject("since", OffsetDateTime.class)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
