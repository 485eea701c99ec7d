package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Batcher;
import io.pharmatrace.verification.application.PackRows.Asked;
import io.pharmatrace.verification.domain.PackFacts;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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
   * @param provenance where it comes from; null for an unknown pack
   * @param anchoring how far its latest event is anchored; null for an unknown or archived pack
   */
  public record Found(
      PackFacts facts,
      @Nullable ProductText product,
      @Nullable String custodianGln,
      @Nullable String custodianName,
      @Nullable Provenance provenance,
      @Nullable Anchoring anchoring,
      @Nullable UUID manufacturer,
      @Nullable String place,
      List<Suspicions.Code> openAlerts) {}

  /**
   * Where a pack comes from.
   *
   * @param makerGln party GLN of who made it
   * @param holder of the marketing authorisation
   * @param step of the business in the latest event about it, in the words of CBV
   * @param time of that event; null where it was archived
   */
  public record Provenance(
      @Nullable String makerGln,
      @Nullable String makerName,
      @Nullable String holder,
      @Nullable String step,
      @Nullable OffsetDateTime time) {}

  /** A product in words. */
  public record ProductText(
      String name, @Nullable String form, @Nullable String strength, @Nullable String packSize) {}

  /**
   * Where the latest event about the pack is anchored.
   *
   * @param status pending or anchored
   * @param sequence the commitment of the organisation's log that covers it
   * @param block block number on chain
   * @param transaction transaction hash, 0x and 64 hex digits
   * @param seals how far the pack's own seals are: none (it is from before there were seals),
   *     behind (they follow custody within seconds), sealed, or conflict (they do not lead to where
   *     custody has it)
   */
  public record Anchoring(
      String status,
      @Nullable Long sequence,
      @Nullable Long block,
      @Nullable String transaction,
      @Nullable OffsetDateTime time,
      String seals) {}

  /** Longer than that no till waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
  private final Batcher<Asked, Found> simultaneous;

  PackLookup(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.simultaneous =
        new Batcher<>(
            "pack-lookups",
            PackRows.MOST,
            PATIENCE,
            asked -> jdbi.withHandle(handle -> PackRows.find(handle, asked)),
            one -> jdbi.withHandle(handle -> PackRows.find(handle, List.of(one))).getFirst());
  }

  @PreDestroy
  void close() {
    simultaneous.close();
  }

  /**
   * Looks a pack up. What is asked for at the same time shares a statement.
   *
   * @param lot the batch number on the label, if given
   * @param site GLN of where the asker is, if known: recalls of single countries count there
   * @param viewer the asker, who is told of open cases that are his to know
   */
  public Found find(Sgtin pack, @Nullable String lot, @Nullable String site, Viewer viewer) {
    return simultaneous.answer(new Asked(pack, lot, site, viewer));
  }

  /** The same, in a transaction of the caller's. */
  Found find(
      Handle handle, Sgtin pack, @Nullable String lot, @Nullable String site, Viewer viewer) {
    return PackRows.find(handle, List.of(new Asked(pack, lot, site, viewer))).getFirst();
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
}
