package io.pharmatrace.verification.application;

import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Fault;
import io.pharmatrace.gs1.Finding;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Sgtin;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a reader or keyboard may have spoilt: what is not on record as it was read, while
 * exactly one pack is under what the scan may have said. Thread-safe.
 */
@Singleton
public final class SpoiltScans {
  private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd");

  private static final Finding SWAPPED_FIELDS =
      new Finding(
          Fault.SWAPPED_FIELDS,
          "Batch and serial number are mixed up: each stands in the field of the other.");

  private final PackLookup packs;

  SpoiltScans(PackLookup packs) {
    this.packs = packs;
  }

  /**
   * What was read.
   *
   * @param lot batch number, if any
   * @param expiry expiry date, if any
   */
  record Read(Sgtin pack, @Nullable String lot, @Nullable LocalDate expiry) {}

  /**
   * The reading that explains a label which is not on record as it was read; empty where none does,
   * or more than one.
   *
   * @param lot the batch number that was read, if any
   * @param expiry the expiry date that was read, if any
   */
  public Optional<Repair> explain(Sgtin read, @Nullable String lot, @Nullable LocalDate expiry) {
    return packs.only(alternatives(new Read(read, lot, expiry)));
  }

  /** Whether the label may be that of a pack of another product. */
  public boolean mayBeAnotherProduct(Sgtin read, @Nullable String lot, @Nullable LocalDate expiry) {
    return alternatives(new Read(read, lot, expiry)).stream()
        .flatMap(repair -> repair.scan().data().sgtin().stream())
        .anyMatch(pack -> !pack.gtin().equals(read.gtin()));
  }

  /** The readings that explain some of many labels, by the caller's keys; in one statement. */
  <K> Map<K, Repair> explain(Map<K, Read> read) {
    return packs.only(
        read.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> alternatives(e.getValue()))));
  }

  private static List<Repair> alternatives(Read read) {
    String serial = read.pack().serial().value();
    return Stream.concat(
            Scan.alternatives(text(read, read.lot(), serial)).stream(), swapped(read).stream())
        .toList();
  }

  /** Whoever named both knows both, so that this tells nothing that was not asked. */
  private static Optional<Repair> swapped(Read read) {
    if (read.lot() == null) {
      return Optional.empty();
    }
    String text = text(read, read.pack().serial().value(), read.lot());
    return Scan.read(text)
        .toOptional()
        .map(scan -> new Repair(List.of(SWAPPED_FIELDS), text, scan));
  }

  private static String text(Read read, @Nullable String lot, String serial) {
    // The serial number comes last; it may hold the fields that are not named.
    return "01"
        + read.pack().gtin().digits()
        + (read.expiry() == null ? "" : "17" + YYMMDD.format(read.expiry()))
        + (lot == null ? "" : "10" + lot + ElementString.GS)
        + "21"
        + serial;
  }
}
