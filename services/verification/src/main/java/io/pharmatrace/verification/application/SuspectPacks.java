package io.pharmatrace.verification.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Packs that are off sale: a check before a saleable return failed and its case is not closed, or a
 * falsification is confirmed. Thread-safe.
 */
@Singleton
final class SuspectPacks implements OffSale {
  /** Who holds a pack is looked up of suspect ones only: that costs more, and they are few. */
  private static final String AMONG =
      """
      WITH suspect AS MATERIALIZED (
        SELECT k.*
        FROM unnest(:organisations, :gtins, :serials, :times)
          WITH ORDINALITY AS k (organisation, gtin, serial, at, n)
        WHERE EXISTS (SELECT FROM verification.alert a
                      WHERE a.key = k.gtin AND a.serial = k.serial AND a.state <> 'closed'
                        AND a.code = 'return-failed' AND a.first_time <= k.at)
           OR EXISTS (SELECT FROM verification.alert a
                      WHERE a.key = k.gtin AND a.serial = k.serial
                        AND a.cause = 'falsification-confirmed'
                        AND (SELECT max(s.done) FROM verification.step s
                             WHERE s.number = a.number AND s.kind = 'state') <= k.at)
      )
      SELECT k.n FROM suspect k JOIN custody.packs p ON p.gtin = k.gtin AND p.serial = k.serial
      WHERE p.custodian_id = k.organisation AND p.state = 'Active'
      """;

  @Override
  public Set<Giving> among(Handle transaction, Collection<Giving> asked) {
    List<Giving> all = List.copyOf(asked);
    return new HashSet<>(
        transaction
            .createQuery(AMONG)
            .bindArray("organisations", UUID.class, Columns.of(all, Giving::organisation))
            .bindArray("gtins", String.class, Columns.of(all, g -> g.pack().gtin().digits()))
            .bindArray("serials", String.class, Columns.of(all, g -> g.pack().serial().value()))
            .bindArray("times", OffsetDateTime.class, Columns.of(all, Giving::time))
            .mapTo(Integer.class)
            .map(n -> all.get(n - 1))
            .list());
  }
}
