package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.Entry;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.verification.application.Guesses;
import io.pharmatrace.verification.application.PackLookup;
import io.pharmatrace.verification.application.Parties;
import io.pharmatrace.verification.application.SpoiltScans;
import io.pharmatrace.verification.application.VerificationDoubts;
import io.pharmatrace.verification.application.Viewer;
import io.pharmatrace.verification.domain.Verdict;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verdicts on packs. */
@Tag(name = "verification")
@Controller("/api/v1/packs")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class PackController {
  private final PackLookup packs;
  private final Guesses guesses;
  private final SpoiltScans spoiltScans;
  private final VerificationDoubts doubts;
  private final Parties parties;

  PackController(
      PackLookup packs,
      Guesses guesses,
      SpoiltScans spoiltScans,
      VerificationDoubts doubts,
      Parties parties) {
    this.parties = parties;
    this.packs = packs;
    this.guesses = guesses;
    this.spoiltScans = spoiltScans;
    this.doubts = doubts;
  }

  /**
   * Verifies a pack. An unknown pack is an answer and no error, and so is a case, which has no
   * verdict. What does not fit together raises an alert, unless a fault of scanner or keyboard
   * explains it: then the answer has a hint.
   *
   * @param gtin 8, 12, 13 or 14 digits
   * @param serial serial number, case-sensitive
   * @param batch batch number on the label, compared with the record
   * @param expiry expiry date on the label: YYMMDD as in the barcode, or an ISO 8601 date
   * @param entry whether it was scanned or typed: of what was typed and is not on record nobody is
   *     alerted before the same is typed again or scanned
   */
  @Get("/{gtin}/{serial}")
  VerdictView verify(
      Gtin gtin,
      Serial serial,
      @Nullable @QueryValue String batch,
      @Nullable @QueryValue String expiry,
      @Header(name = EntryHeader.NAME, defaultValue = EntryHeader.DEFAULT) String entry,
      Caller caller) {
    Entry how = EntryHeader.of(entry);
    Sgtin sgtin = new Sgtin(gtin, serial);
    @Nullable String lot =
        batch == null || batch.isEmpty() ? null : Inputs.require(Lot::parse, batch).value();
    @Nullable LocalDate date =
        expiry == null || expiry.isEmpty() ? null : Labels.expiry(expiry).date();
    boolean regulator = caller.is(Role.REGULATOR);
    Viewer viewer = new Viewer(caller.organisation(), regulator);
    PackLookup.Found found = packs.find(sgtin, lot, caller.site(), viewer);
    if (!found.facts().productKnown()) {
      requireNoPlace(gtin, caller);
    }
    // Of a product that is not registered there is nothing to guess, but for what a hint would
    // tell.
    if (found.facts().productKnown() || spoiltScans.mayBeAnotherProduct(sgtin, lot, date)) {
      guesses.check(caller, found.facts());
    }
    Verdict verdict =
        Verdict.of(found.facts(), regulator ? null : caller.organisation(), lot, date);
    List<String> compared =
        Stream.of(lot == null ? null : "batch", date == null ? null : "expiry")
            .flatMap(Stream::ofNullable)
            .toList();
    VerificationDoubts.Made made =
        doubts.verified(
            new VerificationDoubts.Check(
                caller.organisation(), caller.site(), regulator, caller.device(), how),
            sgtin,
            lot,
            date,
            verdict,
            found);
    return VerdictView.of(sgtin, verdict, compared, found, caller.organisation(), regulator, made);
  }

  /** A GLN reads as a GTIN of 13 digits. */
  private void requireNoPlace(Gtin unknown, Caller caller) {
    if (unknown.indicator() == 0
        && parties.isKnownTo(caller.organisation(), new Gln(unknown.digits().substring(1)))) {
      throw ApiException.invalid(
          InvalidValue.MIXED_UP,
          "This is the number of a place or organisation (GLN) where a GTIN belongs.");
    }
  }
}
