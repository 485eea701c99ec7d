package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Diagnosis;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Fault;
import io.pharmatrace.gs1.Finding;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads barcode data for a page that has no parser of its own. */
@Tag(name = "verification")
@Controller("/api/v1/scans")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ScanParseController {
  /** What a scanner or a person typed. */
  @Serdeable
  record Typed(@NotBlank @Size(max = 1024) String data) {}

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
   * What explains a text.
   *
   * @param findings empty where no fault explains it
   * @param repair the reading on offer, where exactly one is possible
   */
  @Serdeable
  record Diagnosed(List<Found> findings, @Nullable Offer repair) {}

  /** Reads an element string, the bracketed form, a Digital Link URI or an EPC URN. */
  @Post("/parse")
  Parsed parse(@Valid @Body Typed body) {
    return Parsed.of(Inputs.require(Scan.read(body.data())));
  }

  /** Explains a text that cannot be read, or names no pack, by faults of scanner and keyboard. */
  @Post("/diagnose")
  Diagnosed diagnose(@Valid @Body Typed body) {
    Diagnosis diagnosis = Scan.diagnose(body.data());
    return new Diagnosed(
        Found.of(diagnosis.findings()), diagnosis.repair().map(Offer::of).orElse(null));
  }
}
