package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.verification.application.PackLookup.Anchoring;
import io.pharmatrace.verification.application.PackLookup.Found;
import io.pharmatrace.verification.application.PackLookup.ProductText;
import io.pharmatrace.verification.application.PackLookup.Provenance;
import io.pharmatrace.verification.domain.PackFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What there is on record of packs, each for its asker, by one statement over features' views. */
final class PackRows {
  /**
   * One question.
   *
   * @param lot the batch number on the label, if given
   * @param site GLN of where the asker is, if known: recalls of single countries count there
   * @param viewer the asker, who is told of open cases that are his to know
   */
  record Asked(Sgtin pack, @Nullable String lot, @Nullable String site, Viewer viewer) {}

  /** A statement that takes longer is given up; the next ones wait for it. */
  private static final int MOST_SECONDS = 4;

  /** How many can be asked for at once. */
  static final int MOST = 64;

  /**
   * The statement by the number of rows that it can give. The number is a part of its text, because
   * PostgreSQL plans a statement anew for each execution, for longer than that takes, when it hopes
   * to gain by knowing the lengths of arrays.
   */
  private static final NavigableMap<Integer, String> SQL = new TreeMap<>();

  static {
    for (int rows = 1; rows <= MOST; rows *= 4) {
      SQL.put(
          rows,
          """
          SELECT v.name, v.form, v.strength, v.pack_size, pr.gtin AS known_gtin,
                 coalesce(pr.level = 'case' AND p.id IS NULL, false) AS is_case,
                 asked.id AS asked_batch, p.id AS pack_id, p.state, p.custodian_id, p.in_transit_to,
                 b.lot, b.expiry,
                 CASE WHEN recalled.batch THEN 'Recalled' ELSE b.state END AS batch_state,
                 CASE WHEN recalled.product THEN 'Withdrawn' ELSE 'Active' END AS product_state,
                 pr.manufacturer_id, p.place,
                 ARRAY(SELECT DISTINCT al.code FROM verification.alert al
                       WHERE al.key = k.gtin AND al.serial = k.serial AND al.state <> 'closed'
                         AND al.kind = 'custody'
                         AND (k.sees_all OR k.viewer IN (p.custodian_id, p.in_transit_to, pr.manufacturer_id)
                              OR EXISTS (SELECT FROM verification.concerned c
                                         WHERE c.number = al.number AND c.organisation_id = k.viewer))
                       ORDER BY al.code) AS open_alerts,
                 EXISTS (SELECT FROM verification.alert al
                         WHERE al.key = k.gtin AND al.serial = k.serial
                           AND (al.cause = 'falsification-confirmed'
                                OR (al.code = 'return-failed' AND al.state <> 'closed'))) AS suspect,
                 CASE WHEN k.sees_all OR k.viewer = p.custodian_id THEN %2$s ELSE false END AS returned,
                 o.gln AS custodian_gln, o.name AS custodian_name,
                 m.gln AS maker_gln, m.name AS maker_name, v.holder, e.biz_step, e.event_time,
                 a.anchored, a.sequence, a.block_number, a.tx_hash,
                 a.block_time, p.seals
          FROM (SELECT n, (CAST(:gtins AS text[]))[n] AS gtin, (CAST(:serials AS text[]))[n] AS serial,
                       (CAST(:lots AS text[]))[n] AS lot, (CAST(:sites AS text[]))[n] AS site,
                       (CAST(:viewers AS uuid[]))[n] AS viewer, (CAST(:alls AS boolean[]))[n] AS sees_all
                FROM generate_series(1, %1$d) AS n
                WHERE n <= cardinality(CAST(:gtins AS text[]))) k
          LEFT JOIN registry.products pr ON pr.gtin = k.gtin
          LEFT JOIN registry.batches asked ON asked.gtin = k.gtin AND asked.lot = k.lot
          LEFT JOIN custody.packs p ON p.gtin = k.gtin AND p.serial = k.serial
          LEFT JOIN registry.batches b ON b.id = p.batch_id
          -- A pack is what its product was when its batch was registered.
          LEFT JOIN registry.product_versions v
            ON v.gtin = pr.gtin AND v.version = coalesce(b.version, pr.version)
          -- Who is in no known country is told of every country's recalls.
          CROSS JOIN LATERAL (
            SELECT bool_or(r.lot IS NOT NULL) AS batch, bool_or(r.lot IS NULL) AS product
            FROM registry.recalls r LEFT JOIN registry.sites s ON s.gln = k.site
            WHERE r.gtin = k.gtin AND (r.lot IS NULL OR r.lot = b.lot)
              AND (r.country IS NULL OR s.country IS NULL OR r.country = s.country)
          ) recalled
          LEFT JOIN registry.organisations o ON o.id = p.custodian_id
          LEFT JOIN registry.organisations m ON m.id = pr.manufacturer_id
          LEFT JOIN custody.events e ON e.id = p.last_event
          LEFT JOIN anchoring.entry_status a ON a.entry_id = e.entry_id
          ORDER BY k.n
          """
              .formatted(rows, SuspectPacks.RETURNED));
    }
  }

  private PackRows() {}

  /**
   * Answers questions, in their order.
   *
   * @param asked at most {@value #MOST}
   */
  static List<Found> find(Handle handle, List<Asked> asked) {
    return handle
        .createQuery(SQL.ceilingEntry(asked.size()).getValue())
        .setQueryTimeout(MOST_SECONDS)
        .bindArray("gtins", String.class, Columns.of(asked, a -> a.pack().gtin().digits()))
        .bindArray("serials", String.class, Columns.of(asked, a -> a.pack().serial().value()))
        .bindArray("lots", String.class, Columns.of(asked, Asked::lot))
        .bindArray("sites", String.class, Columns.of(asked, Asked::site))
        .bindArray("viewers", UUID.class, Columns.of(asked, a -> a.viewer().organisation()))
        .bindArray("alls", Boolean.class, Columns.of(asked, a -> a.viewer().seesAll()))
        .map((r, c) -> map(r))
        .list();
  }

  private static Found map(ResultSet r) throws SQLException {
    List<Suspicions.Code> openAlerts =
        Arrays.stream((String[]) r.getArray("open_alerts").getArray())
            .map(Suspicions.Code::of)
            .toList();
    boolean known = r.getString("known_gtin") != null;
    boolean commissioned = r.getObject("pack_id") != null;
    PackFacts.@Nullable Pack pack =
        commissioned
            ? new PackFacts.Pack(
                r.getString("state"),
                r.getString("lot"),
                r.getObject("expiry", LocalDate.class),
                r.getString("batch_state"),
                r.getString("product_state"),
                r.getObject("custodian_id", UUID.class),
                r.getObject("in_transit_to", UUID.class),
                r.getBoolean("suspect"),
                r.getBoolean("returned"))
            : null;
    @Nullable ProductText product =
        known
            ? new ProductText(
                r.getString("name"),
                r.getString("form"),
                r.getString("strength"),
                r.getString("pack_size"))
            : null;
    return new Found(
        new PackFacts(known, r.getBoolean("is_case"), r.getObject("asked_batch") != null, pack),
        product,
        r.getString("custodian_gln"),
        r.getString("custodian_name"),
        commissioned ? provenance(r) : null,
        // Of what was archived nothing is here that could be anchored.
        r.getObject("anchored") == null ? null : anchoring(r),
        r.getObject("manufacturer_id", UUID.class),
        r.getString("place"),
        openAlerts);
  }

  private static Provenance provenance(ResultSet r) throws SQLException {
    return new Provenance(
        r.getString("maker_gln"),
        r.getString("maker_name"),
        r.getString("holder"),
        r.getString("biz_step"),
        r.getObject("event_time", OffsetDateTime.class));
  }

  private static Anchoring anchoring(ResultSet r) throws SQLException {
    byte @Nullable [] hash = r.getBytes("tx_hash");
    return new Anchoring(
        r.getBoolean("anchored") ? "anchored" : "pending",
        r.getObject("sequence", Long.class),
        r.getObject("block_number", Long.class),
        hash == null ? null : "0x" + HexFormat.of().formatHex(hash),
        r.getObject("block_time", OffsetDateTime.class),
        r.getString("seals"));
  }
}
