package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.anchoring.AnchoredEntry;
import io.pharmatrace.anchoring.Anchors;
import io.pharmatrace.custody.application.Trace;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.custody.application.seals.SealedPacks;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The journey of a pack. */
@Tag(name = "verification")
@Controller("/api/v1/packs")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class TraceController {
  private static final Csv<StepView> TABLE =
      Csv.<StepView>table()
          .column("event", StepView::event)
          .column("type", StepView::type)
          .column("bizStep", StepView::bizStep)
          .column("disposition", StepView::disposition)
          .column("time", StepView::time)
          .column("organisation", StepView::organisation)
          .column("place", StepView::place)
          .column("placeName", StepView::placeName)
          .column("unit", StepView::unit)
          .column("inferred", StepView::inferred)
          .column("inError", StepView::inError)
          .column("errorDeclaration", StepView::errorDeclaration)
          .column("anchoring", step -> step.anchoring().status());

  private final Trace trace;
  private final Anchors anchors;
  private final SealedPacks seals;
  private final Jdbi jdbi;

  TraceController(Trace trace, Anchors anchors, SealedPacks seals, Jdbi jdbi) {
    this.trace = trace;
    this.anchors = anchors;
    this.seals = seals;
    this.jdbi = jdbi;
  }

  /**
   * A journey.
   *
   * @param seals how far the pack's own seals are: none (it is from before there were seals),
   *     behind (they follow within seconds), sealed, or conflict (they do not lead to where custody
   *     has it); absent for who only had it before: it would tell of what others do, as the verdict
   *     does not
   * @param steps in the order of event time, as far as the asker may see them
   */
  @Serdeable
  record Journey(String gtin, String serial, @Nullable String seals, List<StepView> steps) {}

  /**
   * One event of a journey.
   *
   * @param event CBV 2.0 event hash; absent when the asker sees only a part of the event
   * @param time with the offset of the place
   * @param unit what the event names: PACK, CASE or SSCC
   * @param inferred true when the event names only what held the pack
   * @param inError true when its author declared it to be in error later
   * @param errorDeclaration true when it is itself such a declaration
   * @param anchoring its entry in the log and on chain, with the proof
   */
  @Serdeable
  record StepView(
      @Nullable String event,
      String type,
      @Nullable String bizStep,
      @Nullable String disposition,
      OffsetDateTime time,
      String organisation,
      @Nullable String place,
      @Nullable String placeName,
      String unit,
      boolean inferred,
      boolean inError,
      boolean errorDeclaration,
      AnchorView anchoring) {}

  /**
   * The journey of a pack: all of it for a regulator; for others their own events and those of the
   * partners that the pack passed between. A pack that is not the asker's is not told from an
   * unknown one.
   */
  @Get(
      value = "/{gtin}/{serial}/trace",
      produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The journey; as CSV its steps",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Journey.class)),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> trace(Gtin gtin, Serial serial, HttpRequest<?> request, Caller caller) {
    Sgtin pack = new Sgtin(gtin, serial);
    Viewer viewer = Viewer.of(caller);
    List<Trace.Step> steps = trace.of(pack, viewer);
    if (steps.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No journey of this pack is on record for you.");
    }
    List<Long> entries = steps.stream().map(Trace.Step::entry).toList();
    Map<Long, AnchoredEntry> proofs = jdbi.withHandle(handle -> anchors.proofs(handle, entries));
    List<StepView> views =
        steps.stream().map(step -> view(step, proofs.get(step.entry()))).toList();
    if (Csv.isPreferred(request)) {
      return TABLE.download("trace.csv", last -> last == null ? views : List.of());
    }
    @Nullable String status = trace.concerns(pack, viewer) ? seals.statusOf(pack) : null;
    return HttpResponse.ok(new Journey(gtin.digits(), serial.value(), status, views));
  }

  private static StepView view(Trace.Step step, @Nullable AnchoredEntry proof) {
    @Nullable String hash = step.eventHash();
    return new StepView(
        hash == null ? null : "ni:///sha-256;" + hash + "?ver=CBV2.0",
        step.type(),
        step.bizStep(),
        step.disposition(),
        step.time().withOffsetSameInstant(ZoneOffset.of(step.offset())),
        step.organisationName(),
        step.place(),
        step.placeName(),
        step.unit(),
        step.inferred(),
        step.inError(),
        step.declaration(),
        proof == null ? AnchorView.PENDING : AnchorView.of(proof, hash != null));
  }
}
