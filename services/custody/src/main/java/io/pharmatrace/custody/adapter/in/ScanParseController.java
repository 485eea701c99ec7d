package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
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
      @Nullable String sscc) {}

  /** Reads an element string, the bracketed form, a Digital Link URI or an EPC URN. */
  @Post("/parse")
  Parsed parse(@Valid @Body Typed body) {
    Scan scan = Inputs.require(Scan.read(body.data()));
    return new Parsed(
        scan.data().gtin().map(Gtin::digits).orElse(null),
        scan.data().serial().map(Serial::value).orElse(null),
        scan.data().lot().map(Lot::value).orElse(null),
        scan.data().expiry().map(e -> e.date().toString()).orElse(null),
        scan.data().sscc().map(Sscc::digits).orElse(null));
  }
}
