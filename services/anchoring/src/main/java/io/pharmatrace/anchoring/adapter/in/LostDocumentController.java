package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.anchoring.ReturnedEntries;
import io.pharmatrace.anchoring.ReturnedEntry;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What a restored database lacks for good: the documents of entries that only the journal had. */
@Tag(name = "chain")
@Controller("/api/v1/chain")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.ADMINISTRATOR)
class LostDocumentController {
  private static final int CSV_PAGE = 1_000;

  private static final Csv<LostDocument> TABLE =
      Csv.<LostDocument>table()
          .column("id", LostDocument::id)
          .column("organisation", LostDocument::organisation)
          .column("type", LostDocument::type)
          .column("sequence", LostDocument::sequence)
          .column("leafIndex", LostDocument::leafIndex)
          .column("contentDigest", LostDocument::contentDigest)
          .column("units", LostDocument::units)
          .column("returned", LostDocument::returned);

  /**
   * An entry whose document is lost.
   *
   * @param id of the entry
   * @param organisation its author
   * @param type as in CUSTODY_EVENT
   * @param sequence of its commitment on chain
   * @param leafIndex place in the author's log
   * @param contentDigest by which the document is known when somebody has it, 64 hex digits
   * @param units how many units it names
   * @param returned when it came back from the journal, ISO 8601 in UTC
   */
  @Serdeable
  record LostDocument(
      long id,
      String organisation,
      String type,
      long sequence,
      long leafIndex,
      String contentDigest,
      int units,
      String returned) {
    static LostDocument of(ReturnedEntry entry) {
      return new LostDocument(
          entry.id(),
          entry.organisation().toString(),
          entry.type().name(),
          entry.sequence(),
          entry.leafIndex(),
          entry.contentDigest().hex(),
          entry.units(),
          entry.returned().toString());
    }
  }

  private final Jdbi jdbi;
  private final ReturnedEntries returned;

  LostDocumentController(Jdbi jdbi, ReturnedEntries returned) {
    this.jdbi = jdbi;
    this.returned = returned;
  }

  /**
   * Entries that came back from the journal after the database was restored, and whose documents
   * are on record nowhere here. A document that is captured again is found again by itself.
   *
   * @param after the last id of the page before
   * @param limit how many at the most, as JSON
   */
  @Get(
      value = "/lost-documents",
      produces = {"application/json", Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "Entries without their documents",
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = LostDocument.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> lostDocuments(
      @QueryValue(defaultValue = "0") @Min(0) long after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request) {
    return Csv.isPreferred(request)
        ? TABLE.download(
            "lost-documents.csv", last -> page(last == null ? after : last.id(), CSV_PAGE))
        : HttpResponse.ok(page(after, limit));
  }

  private List<LostDocument> page(long after, int limit) {
    return jdbi.withHandle(handle -> returned.list(handle, after, limit, true)).stream()
        .map(LostDocument::of)
        .toList();
  }
}
