package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Sightings;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Fate;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a label that is not on record becomes: nothing where a fault of scanner or keyboard
 * explains it, else the code that says how much of it is known. Thread-safe.
 */
@Singleton
final class LabelDoubts {
  /** Codes of what was read and is not on record. */
  private static final Set<Code> OF_LABELS =
      EnumSet.of(
          Code.UNKNOWN_PRODUCT,
          Code.UNKNOWN_BATCH,
          Code.UNKNOWN_SERIAL,
          Code.BATCH_DIFFERS,
          Code.EXPIRY_DIFFERS,
          Code.RETURN_FAILED);

  /** What is known of a label: its product, its batch, its pack, and whether it fits that. */
  private record Known(boolean product, boolean batch, boolean pack, boolean fits) {}

  private final SpoiltScans spoiltScans;

  private final Sightings sightings;

  LabelDoubts(SpoiltScans spoiltScans, Sightings sightings) {
    this.spoiltScans = spoiltScans;
    this.sightings = sightings;
  }

  /** What becomes of each as far as its label says it, in their order. */
  List<Weighed> weigh(Handle transaction, List<Suspicion> suspicions) {
    List<Suspicion> labels = suspicions.stream().filter(LabelDoubts::isOfLabel).toList();
    if (labels.isEmpty()) {
      return suspicions.stream().map(s -> new Weighed(s, Fate.RAISED, false)).toList();
    }
    Set<Integer> spoilt = spoilt(transaction, labels);
    List<Known> known = known(transaction, labels);
    List<Weighed> weighed = new ArrayList<>();
    int label = 0;
    for (Suspicion suspicion : suspicions) {
      if (!isOfLabel(suspicion)) {
        weighed.add(new Weighed(suspicion, Fate.RAISED, false));
        continue;
      }
      // What failed though its label is right failed for another reason.
      boolean failed = suspicion.code() == Code.RETURN_FAILED && known.get(label).fits();
      weighed.add(
          new Weighed(
              refined(suspicion, known.get(label)),
              failed || !spoilt.contains(label) ? Fate.RAISED : Fate.EXPLAINED,
              !failed));
      label++;
    }
    return weighed;
  }

  /**
   * Which of them a fault of scanner or keyboard explains. To who never had the pack that it would
   * be, none does: by what is raised he would learn that there is such a pack.
   */
  private Set<Integer> spoilt(Handle transaction, List<Suspicion> labels) {
    Map<Integer, SpoiltScans.Read> read = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      read.put(i, read(labels.get(i)));
    }
    Map<Integer, Sightings.Had> explained = new HashMap<>();
    spoiltScans
        .explain(read)
        .forEach(
            (label, repair) ->
                explained.put(
                    label,
                    new Sightings.Had(
                        repair.scan().data().sgtin().orElseThrow(),
                        labels.get(label).seen().organisation())));
    if (explained.isEmpty()) {
      return Set.of();
    }
    Set<Sightings.Had> had = sightings.everHad(transaction, Set.copyOf(explained.values()));
    explained.values().retainAll(had);
    return explained.keySet();
  }

  private static boolean isOfLabel(Suspicion suspicion) {
    return OF_LABELS.contains(suspicion.code()) && suspicion.unit() instanceof Sgtin;
  }

  private static SpoiltScans.Read read(Suspicion suspicion) {
    return new SpoiltScans.Read((Sgtin) suspicion.unit(), lot(suspicion), expiry(suspicion));
  }

  private static Suspicion refined(Suspicion suspicion, Known known) {
    // A pack that does not exist is not put off sale before it does.
    Code raised =
        suspicion.code() == Code.RETURN_FAILED && !known.pack()
            ? Code.UNKNOWN_SERIAL
            : suspicion.code();
    Code code =
        switch (raised) {
          case UNKNOWN_SERIAL, BATCH_DIFFERS ->
              !known.product() ? Code.UNKNOWN_PRODUCT : known.batch() ? raised : Code.UNKNOWN_BATCH;
          default -> raised;
        };
    return suspicion.as(code);
  }

  private static List<Known> known(Handle transaction, List<Suspicion> labels) {
    return transaction
        .createQuery(
            """
            SELECT p.gtin IS NOT NULL AS product, k.lot IS NULL OR b.id IS NOT NULL AS batch,
                   made.id IS NOT NULL AS pack,
                   made.id IS NOT NULL AND (k.lot IS NULL OR k.lot = its.lot)
                     AND (k.expiry IS NULL OR k.expiry = its.expiry) AS fits
            FROM unnest(:gtins, :serials, :lots, :expiries)
              WITH ORDINALITY AS k (gtin, serial, lot, expiry, n)
            LEFT JOIN registry.products p ON p.gtin = k.gtin
            LEFT JOIN registry.batches b ON b.gtin = k.gtin AND b.lot = k.lot
            LEFT JOIN custody.packs made
              ON made.gtin = k.gtin AND made.serial = k.serial AND made.state <> 'Void'
            LEFT JOIN registry.batches its ON its.id = made.batch_id
            ORDER BY k.n
            """)
        .bindArray(
            "gtins",
            String.class,
            labels.stream().map(s -> ((Sgtin) s.unit()).gtin().digits()).toList())
        .bindArray(
            "serials",
            String.class,
            labels.stream().map(s -> ((Sgtin) s.unit()).serial().value()).toList())
        .bindArray(
            "lots", String.class, labels.stream().<@Nullable String>map(LabelDoubts::lot).toList())
        .bindArray(
            "expiries",
            LocalDate.class,
            labels.stream().<@Nullable LocalDate>map(LabelDoubts::expiry).toList())
        .map(
            (r, c) ->
                new Known(
                    r.getBoolean("product"),
                    r.getBoolean("batch"),
                    r.getBoolean("pack"),
                    r.getBoolean("fits")))
        .list();
  }

  private static @Nullable String lot(Suspicion suspicion) {
    @Nullable Lot lot = suspicion.lot();
    return lot == null ? null : lot.value();
  }

  private static @Nullable LocalDate expiry(Suspicion suspicion) {
    @Nullable ExpiryDate expiry = suspicion.expiry();
    return expiry == null ? null : expiry.date();
  }
}
