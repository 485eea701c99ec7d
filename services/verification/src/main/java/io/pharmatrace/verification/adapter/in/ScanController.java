package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Diagnosis;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.verification.adapter.in.ReadingView.Found;
import io.pharmatrace.verification.adapter.in.ReadingView.Hint;
import io.pharmatrace.verification.adapter.in.ReadingView.Offer;
import io.pharmatrace.verification.adapter.in.ReadingView.Parsed;
import io.pharmatrace.verification.application.Guesses;
import io.pharmatrace.verification.application.PackLookup;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads barcode data for a page that has no parser of its own. */
@Tag(name = "verification")
@Controller("/api/v1/scans")
@Secured(SecurityRule.IS_AUTHENTICATED)
class ScanController {
  /** What a scanner or a person typed. */
  @Serdeable
  record Typed(@NotBlank @Size(max = 1024) String data) {}

  /**
   * What explains a text.
   *
   * @param findings empty where no fault explains it
   * @param repair the reading on offer, where exactly one is possible
   * @param alternatives up to five readings where none is the only one, the likeliest first; none
   *     of them is certain
   * @param hint the pack on record that the text may name, where it is the only one of all readings
   */
  @Serdeable
  record Diagnosed(
      List<Found> findings, @Nullable Offer repair, List<Offer> alternatives, @Nullable Hint hint) {

    static Diagnosed of(Diagnosis diagnosis, List<Repair> alternatives, @Nullable Hint hint) {
      @Nullable Repair repair = diagnosis.repair().orElse(null);
      return new Diagnosed(
          Found.of(diagnosis.findings()),
          repair == null ? null : Offer.of(repair),
          repair == null ? alternatives.stream().map(Offer::of).toList() : List.of(),
          hint);
    }
  }

  private final PackLookup packs;
  private final Guesses guesses;

  ScanController(PackLookup packs, Guesses guesses) {
    this.packs = packs;
    this.guesses = guesses;
  }

  /** Reads an element string, the bracketed form, a Digital Link URI or an EPC URN. */
  @Post("/parse")
  Parsed parse(@Valid @Body Typed body) {
    return Parsed.of(Inputs.require(Scan.read(body.data())));
  }

  /** Explains a text that cannot be read, or names no pack, by faults of scanner and keyboard. */
  @Post("/diagnose")
  @ExecuteOn(TaskExecutors.BLOCKING)
  Diagnosed diagnose(@Valid @Body Typed body, Caller caller) {
    List<Repair> alternatives = Scan.alternatives(body.data());
    // Who may not verify packs learns nothing about any.
    boolean verifies =
        !caller.roles().equals(Set.of(Role.ADMINISTRATOR))
            && alternatives.stream().anyMatch(a -> a.scan().data().sgtin().isPresent())
            && guesses.mayHint(caller);
    @Nullable Hint hint = verifies ? packs.only(alternatives).map(Hint::of).orElse(null) : null;
    return Diagnosed.of(Scan.diagnose(body.data()), alternatives, hint);
  }
}
