package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.custody.application.seals.SealedPacks;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/** Evidence of who has a pack, for whoever does not trust us (docs/adr/0020). */
@Tag(name = "verification")
@Controller("/api/v1/packs")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
final class PackEvidenceController {
  private final Optional<Evidence> evidence;
  private final SealedPacks packs;

  PackEvidenceController(Optional<Evidence> evidence, SealedPacks packs) {
    this.evidence = evidence;
    this.packs = packs;
  }

  /**
   * The evidence bundle of a pack: who has it, and each step back to its batch. ./pharmatrace
   * evidence verify checks it offline and tells the steps: from whom, to whom, by what time. It
   * names all who held the pack, so only who has it now gets it, and a regulator. The events are
   * not in it: they are had one by one, by /api/v1/events/{event}/evidence.
   *
   * @param gtin 14 digits
   * @param serial of the pack
   */
  @Get("/{gtin}/{serial}/evidence")
  @Produces(EvidenceController.TYPE)
  HttpResponse<byte[]> evidence(Gtin gtin, Serial serial, Caller caller) {
    SealedPacks.Pack pack =
        packs
            .find(new Sgtin(gtin, serial), Viewer.of(caller).scope())
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.NOT_FOUND,
                        "You have no such pack, or it is from before there were seals."));
    if (!pack.followed()) {
      throw new ApiException(
          ErrorCode.UNAVAILABLE, "The seals of the pack do not follow its custody now.");
    }
    Evidence maker = EvidenceController.maker(evidence);
    return EvidenceController.response(
        maker.custody(pack.madeIn(), pack.epc(), pack.companyPrefix(), pack.holder()));
  }
}
