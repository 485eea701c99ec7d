package io.pharmatrace.custody.application.query;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/** Lists of what events name, as far as the viewer may know of it. Thread-safe. */
@Singleton
public class KnownValues {

  /** A part of a list; {@code next} is what the next part is asked for with. */
  public record Values(List<String> values, Optional<String> next) {}

  private record Unit(long id, String link, boolean seen) {}

  private final Jdbi jdbi;
  private final int scanLimit;

  KnownValues(Jdbi jdbi, @Value("${pharmatrace.query.scan-limit:20000}") int scanLimit) {
    this.jdbi = jdbi;
    this.scanLimit = scanLimit;
  }

  /**
   * What the viewer's own events name; for a regulator, what any names. In alphabetical order.
   *
   * @param kind bizStep, disposition, readPoint or bizLocation
   * @param after the last value of the part before; null for the first
   */
  public Values of(String kind, Viewer viewer, int limit, @Nullable String after) {
    List<String> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT DISTINCT value FROM custody.used_value
                        WHERE kind = :kind AND (:organisation IS NULL OR organisation_id = :organisation)
                          AND (CAST(:after AS text) IS NULL OR value > :after)
                        ORDER BY value LIMIT :limit
                        """
                            .replace(":organisation", "CAST(:organisation AS uuid)"))
                    .bind("kind", kind)
                    .bindByType("organisation", viewer.scope(), UUID.class)
                    .bind("after", after)
                    .bind("limit", limit + 1)
                    .mapTo(String.class)
                    .list());
    return found.size() <= limit
        ? new Values(found, Optional.empty())
        : new Values(found.subList(0, limit), Optional.of(found.get(limit - 1)));
  }

  /**
   * The packs and logistic units that events name which the viewer may see, as Digital Links. A
   * part may be short, even empty, and still be followed by another.
   *
   * @param after where the part before ended; null for the first
   */
  public Values units(Viewer viewer, int limit, @Nullable String after) {
    return jdbi.inTransaction(
        handle -> {
          List<String> found = new ArrayList<>();
          long last = after == null ? 0 : Long.parseLong(after);
          int scanned = 0;
          try (var rows = units(handle, viewer, last).iterator()) {
            while (rows.hasNext()) {
              Unit unit = rows.next();
              scanned++;
              if (unit.seen() && found.size() == limit) {
                return new Values(found, Optional.of(Long.toString(last)));
              }
              if (unit.seen()) {
                found.add(unit.link());
                last = unit.id();
              } else if (found.size() < limit) {
                last = unit.id();
              }
            }
          }
          return new Values(
              found, scanned == scanLimit ? Optional.of(Long.toString(last)) : Optional.empty());
        });
  }

  private ResultIterable<Unit> units(Handle handle, Viewer viewer, long after) {
    return handle
        .createQuery(
            """
            SELECT u.id, u.key, u.serial,
                   EXISTS (SELECT FROM custody.event_unit eu
                           JOIN custody.event e ON e.id = eu.event_id
                           WHERE eu.unit_id = u.id AND
                             (CAST(:viewer AS uuid) IS NULL OR e.organisation_id = :viewer
                              OR e.counterparty_id = :viewer
                              OR EXISTS (SELECT FROM custody.trading_partner t
                                         JOIN custody.passed(ARRAY[u.id], e.organisation_id, :viewer)
                                           ON true
                                         WHERE t.organisation_id = :viewer
                                           AND t.partner_id = e.organisation_id))) AS seen
            FROM custody.unit u WHERE u.id > :after ORDER BY u.id LIMIT :limit
            """)
        .bindByType("viewer", viewer.scope(), UUID.class)
        .bind("after", after)
        .bind("limit", scanLimit)
        .setFetchSize(200)
        .map(
            (r, c) -> {
              String key = r.getString("key");
              String serial = r.getString("serial");
              String link =
                  serial.isEmpty()
                      ? new Sscc(key).digitalLink()
                      : new Sgtin(new Gtin(key), new Serial(serial)).digitalLink();
              return new Unit(r.getLong("id"), link, r.getBoolean("seen"));
            });
  }
}
