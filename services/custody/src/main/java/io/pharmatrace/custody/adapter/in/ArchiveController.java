package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.archive.BatchArchives;
import io.pharmatrace.custody.application.archive.BatchArchives.Due;
import io.pharmatrace.custody.application.archive.BatchArchives.Export;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.BatchArchive.Archive;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Products.BatchKey;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Archiving of batches whose history need not be kept any more (docs/adr/0016). */
@Tag(name = "archive")
@Controller("/api/v1/archive/batches")
@ExecuteOn(TaskExecutors.BLOCKING)
class ArchiveController {
  private static final MediaType GZIP = new MediaType("application/gzip");

  private static final Csv<DueView> TABLE =
      Csv.<DueView>table()
          .column("gtin", DueView::gtin)
          .column("batch", DueView::batch)
          .column("due", DueView::due)
          .column("packs", DueView::packs)
          .column("events", DueView::events)
          .column("bytes", DueView::bytes)
          .column("obstacles", due -> String.join("|", due.obstacles()));

  private final BatchArchives archives;

  ArchiveController(BatchArchives archives) {
    this.archives = archives;
  }

  /**
   * A batch whose time is over.
   *
   * @param due since when it may be archived
   * @param packs that were commissioned
   * @param events that name one of them
   * @param bytes of the documents of these events
   * @param obstacles what keeps it from being archived all the same; empty when nothing does
   */
  @Serdeable
  record DueView(
      String gtin,
      String batch,
      OffsetDateTime due,
      long packs,
      long events,
      long bytes,
      List<String> obstacles) {
    static DueView of(Due due) {
      return new DueView(
          due.batch().gtin().digits(),
          due.batch().lot().value(),
          due.due(),
          due.packs(),
          due.events(),
          due.bytes(),
          due.obstacles());
    }
  }

  /**
   * What the caller has.
   *
   * @param digest SHA-256 of the lines of the archive, 64 hex digits in lower case
   */
  @Serdeable
  record Proof(@NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest) {}

  /**
   * A batch that is archived.
   *
   * @param archived since when
   * @param digest of its archive
   */
  @Serdeable
  record Removed(OffsetDateTime archived, String digest) {}

  /**
   * Batches whose history may be archived: a year after expiry, five years after release, a year
   * after the latest event; the longest expired first. A manufacturer sees its own.
   *
   * @param gtin with {@code batch}: this one alone
   * @param batch batch number
   * @param ready whether only those that nothing keeps from being archived
   * @param limit how many at the most, as CSV (header Accept) too: each has to be looked through
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The batches",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = DueView.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  @Secured({Role.Names.ADMINISTRATOR, Role.Names.REGULATOR, Role.Names.MANUFACTURER})
  HttpResponse<?> list(
      @Nullable @QueryValue Gtin gtin,
      @Nullable @QueryValue String batch,
      @QueryValue(defaultValue = "false") boolean ready,
      @QueryValue(defaultValue = "20") @Min(1) @Max(100) int limit,
      HttpRequest<?> request,
      Caller caller) {
    boolean all = caller.is(Role.ADMINISTRATOR) || caller.is(Role.REGULATOR);
    if ((gtin == null) != (batch == null)) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "gtin and batch name a batch together.");
    }
    @Nullable BatchKey only = gtin == null || batch == null ? null : key(gtin, batch);
    return TABLE.either(
        request,
        "due.csv",
        archives.due(all ? null : caller.organisation(), only, ready, limit).stream()
            .map(DueView::of)
            .toList());
  }

  /**
   * The archive of a batch that is due: JSON lines, compressed with gzip. Header {@code
   * Archive-Digest} has the SHA-256 of the lines. Nothing is changed.
   */
  @Get("/{gtin}/{lot}")
  @Secured({Role.Names.ADMINISTRATOR, Role.Names.REGULATOR})
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/gzip",
              schema = @Schema(type = "string", format = "binary")))
  HttpResponse<StreamedFile> export(Gtin gtin, String lot, Caller caller) {
    caller.requirePerson();
    Export export = archives.export(key(gtin, lot));
    return HttpResponse.ok(new StreamedFile(export.content(), GZIP))
        .header("Archive-Digest", export.digest());
  }

  /**
   * Removes the history of a batch, of which the caller has the archive: all of it or, when the
   * digest is not that of what is on record, nothing. Asked again it answers the same.
   */
  @Post("/{gtin}/{lot}/removal")
  @Secured(Role.Names.ADMINISTRATOR)
  Removed remove(Gtin gtin, String lot, @Valid @Body Proof proof, Caller caller) {
    caller.requirePerson();
    Archive archive = archives.remove(key(gtin, lot), proof.digest(), caller.user());
    return new Removed(archive.since(), archive.digest());
  }

  private static BatchKey key(Gtin gtin, String lot) {
    return new BatchKey(gtin, Inputs.require(Lot::parse, lot));
  }
}
