package io.pharmatrace.verification.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.verification.domain.PackFacts;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Everything that a verdict needs, in one statement over the features' views. Thread-safe. */
@Singleton
public class PackLookup {
  /**
   * A pack as it is on record, and what may be shown of it.
   *
   * @param facts what the verdict is decided on
   * @param product its name and form; null for an unknown GTIN
   * @param custodianGln party GLN of who holds it
   * @param anchoring how far its latest event is anchored; null for an unknown or archived pack
   */
  public record Found(
      PackFacts facts,
      @Nullable ProductText product,
      @Nullable String custodianGln,
      @Nullable String custodianName,
      @Nullable Anchoring anchoring,
      @Nullable UUID manufacturer,
      @Nullable String place,
      List<Suspicions.Code> openAlerts) {}

  /** A product in words. */
  @Serdeable
  public record ProductText(
      String name, @Nullable String form, @Nullable String strength, @Nullable String packSize) {}

  /**
   * Where the latest event about the pack is anchored.
   *
   * @param status pending or anchored
   * @param sequence the commitment of the organisation's log that covers it
   * @param block block number on chain
   * @param transaction transaction hash, 0x and 64 hex digits
   */
  public record Anchoring(
      String status,
      @Nullable Long sequence,
      @Nullable Long block,
      @Nullable String transaction,
      @Nullable OffsetDateTime time) {}

  private static final String SQL =
      """
      SELECT v.name, v.form, v.strength, v.pack_size, pr.gtin AS known_gtin,
             asked.id AS asked_batch, p.id AS pack_id, p.state, p.custodian_id, p.in_transit_to,
             b.lot, b.expiry,
             CASE WHEN recalled.batch THEN 'Recalled' ELSE b.state END AS batch_state,
             CASE WHEN recalled.product THEN 'Withdrawn' ELSE 'Active' END AS product_state,
             pr.manufacturer_id, p.place,
             ARRAY(SELECT DISTINCT al.code FROM verification.alert al
                   WHERE al.key = k.gtin AND al.serial = k.serial AND al.state <> 'closed'
                     AND al.kind = 'custody'
                     AND (:all OR :viewer IN (p.custodian_id, p.in_transit_to, pr.manufacturer_id)
                          OR EXISTS (SELECT FROM verification.concerned c
                                     WHERE c.number = al.number AND c.organisation_id = :viewer))
                   ORDER BY al.code) AS open_alerts,
             EXISTS (SELECT FROM verification.alert al
                     WHERE al.key = k.gtin AND al.serial = k.serial
                       AND (al.cause = 'falsification-confirmed'
                            OR (al.code = 'return-failed' AND al.state <> 'closed'))) AS suspect,
             o.gln AS custodian_gln,
             o.name AS custodian_name, a.anchored, a.sequence, a.block_number, a.tx_hash,
             a.block_time
      FROM (VALUES (CAST(:gtin AS text), CAST(:serial AS text))) AS k (gtin, serial)
      LEFT JOIN registry.products pr ON pr.gtin = k.gtin
      LEFT JOIN registry.batches asked ON asked.gtin = k.gtin AND asked.lot = :lot
      LEFT JOIN custody.packs p ON p.gtin = k.gtin AND p.serial = k.serial
      LEFT JOIN registry.batches b ON b.id = p.batch_id
      -- A pack is what its product was when its batch was registered.
      LEFT JOIN registry.product_versions v
        ON v.gtin = pr.gtin AND v.version = coalesce(b.version, pr.version)
      -- Who is in no known country is told of every country's recalls.
      CROSS JOIN LATERAL (
        SELECT bool_or(r.lot IS NOT NULL) AS batch, bool_or(r.lot IS NULL) AS product
        FROM registry.recalls r LEFT JOIN registry.sites s ON s.gln = :site
        WHERE r.gtin = k.gtin AND (r.lot IS NULL OR r.lot = b.lot)
          AND (r.country IS NULL OR s.country IS NULL OR r.country = s.country)
      ) recalled
      LEFT JOIN registry.organisations o ON o.id = p.custodian_id
      LEFT JOIN custody.events e ON e.id = p.last_event
      LEFT JOIN anchoring.entry_status a ON a.entry_id = e.entry_id
      """;

  /** The candidates that are on record with all that they say. */
  private static final String KNOWN =
      """
      SELECT k.place
      FROM unnest(:gtins, :serials, :lots, :expiries)
           WITH ORDINALITY AS k (gtin, serial, lot, expiry, place)
      JOIN custody.packs p ON p.gtin = k.gtin AND p.serial = k.serial
      JOIN registry.batches b ON b.id = p.batch_id
      WHERE (k.lot IS NULL OR b.lot = k.lot) AND (k.expiry IS NULL OR b.expiry = k.expiry)
      """;

  private final Jdbi jdbi;

  PackLookup(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Looks a pack up.
   *
   * @param lot the batch number on the label, if given
   * @param site GLN of where the asker is, if known: recalls of single countries count there
   * @param viewer the asker, who is told of open cases that are his to know
   */
  public Found find(Sgtin pack, @Nullable String lot, @Nullable String site, Viewer viewer) {
    return jdbi.withHandle(handle -> find(handle, pack, lot, site, viewer));
  }

  /** The same, in a transaction of the caller's. */
  Found find(
      Handle handle, Sgtin pack, @Nullable String lot, @Nullable String site, Viewer viewer) {
    return handle
        .createQuery(SQL)
        .bind("gtin", pack.gtin().digits())
        .bind("serial", pack.serial().value())
        .bind("lot", lot)
        .bind("site", site)
        .bind("viewer", viewer.organisation())
        .bind("all", viewer.seesAll())
        .map((r, c) -> map(r))
        .one();
  }

  /**
   * Of what a spoilt scan may have said, the one reading that names a pack on record; empty where
   * none or more than one does. Whoever may ask for each of these packs learns no more by it.
   */
  public Optional<Repair> only(List<Repair> candidates) {
    return only(Map.of(0, candidates)).values().stream().findFirst();
  }

  /** The same for many scans at once, each under a key of the caller's; in one statement. */
  <K> Map<K, Repair> only(Map<K, List<Repair>> candidates) {
    List<Map.Entry<K, Repair>> packs =
        candidates.entrySet().stream()
            .flatMap(each -> each.getValue().stream().map(c -> Map.entry(each.getKey(), c)))
            .filter(each -> each.getValue().scan().data().sgtin().isPresent())
            .toList();
    if (packs.isEmpty()) {
      return Map.of();
    }
    List<ElementString> data = packs.stream().map(p -> p.getValue().scan().data()).toList();
    List<Integer> places =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(KNOWN)
                    .bindArray("gtins", String.class, texts(data, "01"))
                    .bindArray("serials", String.class, texts(data, "21"))
                    .bindArray("lots", String.class, texts(data, "10"))
                    .bindArray(
                        "expiries",
                        LocalDate.class,
                        data.stream()
                            .<@Nullable LocalDate>map(
                                d -> d.expiry().map(ExpiryDate::date).orElse(null))
                            .toList())
                    .mapTo(Integer.class)
                    .list());
    return places.stream()
        .map(place -> packs.get(place - 1))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
        .entrySet()
        .stream()
        .filter(known -> known.getValue().size() == 1)
        .collect(Collectors.toMap(Map.Entry::getKey, known -> known.getValue().getFirst()));
  }

  private static List<@Nullable String> texts(List<ElementString> data, String ai) {
    return data.stream().<@Nullable String>map(d -> d.value(ai).orElse(null)).toList();
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
                r.getBoolean("suspect"))
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
        new PackFacts(known, r.getObject("asked_batch") != null, pack),
        product,
        r.getString("custodian_gln"),
        r.getString("custodian_name"),
        // Of what was archived nothing is here that could be anchored.
        r.getObject("anchored") == null ? null : anchoring(r),
        r.getObject("manufacturer_id", UUID.class),
        r.getString("place"),
        openAlerts);
  }

  private static Anchoring anchoring(ResultSet r) throws SQLException {
    byte @Nullable [] hash = r.getBytes("tx_hash");
    return new Anchoring(
        r.getBoolean("anchored") ? "anchored" : "pending",
        r.getObject("sequence", Long.class),
        r.getObject("block_number", Long.class),
        hash == null ? null : "0x" + HexFormat.of().formatHex(hash),
        r.getObject("block_time", OffsetDateTime.class));
  }
}
