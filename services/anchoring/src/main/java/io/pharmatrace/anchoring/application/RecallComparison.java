package io.pharmatrace.anchoring.application;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whether registry and RecallBoard know the same recalls; compared now and then, read at any time.
 * Thread-safe.
 */
@Singleton
public final class RecallComparison {
  /** Recalls that are named; more of them have the same cause. */
  private static final int NAMED = 5;

  /**
   * A comparison.
   *
   * @param block up to which the board was read
   * @param declared recalls on the board
   * @param missing the first recalls in force that are not on the board after a minute, each with
   *     the reason of its refusal, if it is refused
   * @param missingCount how many there are
   * @param unknown the first recalls of registered products that stand on the board only
   * @param unknownCount how many there are
   */
  public record Compared(
      long block,
      long declared,
      List<String> missing,
      long missingCount,
      List<String> unknown,
      long unknownCount) {
    public Compared {
      missing = List.copyOf(missing);
      unknown = List.copyOf(unknown);
    }
  }

  private static final String MISSING =
      """
      SELECT r.gtin, r.lot, r.country, t.refused AS remark, count(*) OVER () AS total
      FROM registry.recalls r LEFT JOIN anchoring.recall t ON t.id = r.id
      WHERE coalesce(t.taken_up, r.since) < now() - interval '1 minute'
        AND NOT EXISTS (SELECT FROM anchoring.declared d
                        WHERE d.gtin = r.gtin AND d.lot = coalesce(r.lot, '')
                          AND d.country = coalesce(r.country, ''))
      ORDER BY r.id LIMIT :named
      """;

  private static final String UNKNOWN =
      """
      SELECT d.gtin, nullif(d.lot, '') AS lot, nullif(d.country, '') AS country,
             'block ' || d.block_number AS remark, count(*) OVER () AS total
      FROM anchoring.declared d JOIN registry.products p ON p.gtin = d.gtin
      WHERE NOT EXISTS (SELECT FROM registry.recalls r
                        WHERE r.gtin = d.gtin AND coalesce(r.lot, '') = d.lot
                          AND coalesce(r.country, '') = d.country)
      ORDER BY d.block_number, d.gtin, d.lot, d.country LIMIT :named
      """;

  private record Named(String text, long total) {}

  private final Jdbi jdbi;
  private volatile Compared last = new Compared(0, 0, List.of(), 0, List.of(), 0);

  RecallComparison(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The last comparison. */
  public Compared last() {
    return last;
  }

  /** Compares anew. Nothing is missing before the board was read once. */
  public void compare() {
    last =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT board_followed, (SELECT count(*) FROM anchoring.declared)"
                            + " FROM anchoring.chain WHERE board_hash IS NOT NULL")
                    .map((r, c) -> compared(handle, r.getLong(1), r.getLong(2)))
                    .findOne()
                    .orElse(last));
  }

  private static Compared compared(Handle handle, long block, long declared) {
    List<Named> missing = named(handle, MISSING);
    List<Named> unknown = named(handle, UNKNOWN);
    return new Compared(
        block, declared, texts(missing), total(missing), texts(unknown), total(unknown));
  }

  private static List<Named> named(Handle handle, String sql) {
    return handle.createQuery(sql).bind("named", NAMED).map((r, c) -> named(r)).list();
  }

  private static Named named(ResultSet r) throws SQLException {
    @Nullable String lot = r.getString("lot");
    @Nullable String country = r.getString("country");
    @Nullable String remark = r.getString("remark");
    String text =
        "GTIN "
            + r.getString("gtin")
            + (lot == null ? "" : " batch " + lot)
            + (country == null ? "" : " in " + country)
            + (remark == null ? "" : " (" + remark + ")");
    return new Named(text, r.getLong("total"));
  }

  private static List<String> texts(List<Named> named) {
    return named.stream().map(Named::text).toList();
  }

  private static long total(List<Named> named) {
    return Stream.concat(named.stream().map(Named::total), Stream.of(0L)).findFirst().orElseThrow();
  }
}
