package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Fault;
import io.pharmatrace.gs1.Finding;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sscc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scans as they are answered: what they say, and what they may have said. */
final class ReadingView {
  private ReadingView() {}

  /**
   * What it says.
   *
   * @param expiry ISO 8601 date
   */
  @Serdeable
  record Parsed(
      @Nullable String gtin,
      @Nullable String serial,
      @Nullable String batch,
      @Nullable String expiry,
      @Nullable String sscc) {

    static Parsed of(Scan scan) {
      ElementString data = scan.data();
      return new Parsed(
          data.gtin().map(Gtin::digits).orElse(null),
          data.serial().map(Serial::value).orElse(null),
          data.lot().map(Lot::value).orElse(null),
          data.expiry().map(e -> e.date().toString()).orElse(null),
          data.sscc().map(Sscc::digits).orElse(null));
    }
  }

  /**
   * A fault of scanner or keyboard. It says nothing about the pack and is no alert.
   *
   * @param fault stable code
   * @param message for the person at the counter
   */
  @Serdeable
  record Found(Fault fault, String message) {
    static List<Found> of(List<Finding> findings) {
      return findings.stream().map(f -> new Found(f.fault(), f.message())).toList();
    }
  }

  /**
   * What the barcode may have said without those faults: for a person to accept or not.
   *
   * @param applied always false: nobody has used this reading
   */
  @Serdeable
  record Offer(boolean applied, List<Found> faults, Parsed reading) {
    static Offer of(Repair repair) {
      return new Offer(false, Found.of(repair.findings()), Parsed.of(repair.scan()));
    }
  }

  /**
   * A pack on record that the scan may have named. It is a guess, and no verdict on that pack.
   *
   * @param message for the person at the counter
   */
  @Serdeable
  record Hint(String message, Offer offer) {
    static Hint of(Repair repair) {
      Parsed reading = Parsed.of(repair.scan());
      return new Hint(
          "This may be the pack with GTIN %s and serial number %s, which is on record: %s Scan the pack again, or type in what is printed on it."
              .formatted(reading.gtin(), reading.serial(), repair.findings().getFirst().message()),
          Offer.of(repair));
    }
  }
}
