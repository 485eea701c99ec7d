package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.csv.BodyRows;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.ItemLines;
import io.pharmatrace.platform.jobs.Jobs;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Changes of the states of many packs. */
@Tag(name = "verification")
@Controller("/api/v1/packs/changes")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
class BulkChangeController {
  /** Packs in one request. */
  static final int MOST = 500_000;

  private final Jobs jobs;
  private final Json json;

  BulkChangeController(Jobs jobs, Json json) {
    this.jobs = jobs;
    this.json = json;
  }

  /**
   * Changes the states of up to 500,000 packs in the background, each by itself and by the same
   * rules as {@code PATCH}; what became of each tell the job's results.
   *
   * @param body a table (text/csv) or a JSON array of objects with the texts gtin and serial, and
   *     if need be state, undone, time, place, batch, expiry, transactionId
   * @param transactionId chosen by the client, the same for a retry, which is given the same job; a
   *     row without an id of its own is known by this one and its number
   * @param state of rows that name none
   * @param undone of rows that name none
   * @param time of rows that name none
   * @param place of rows that name none
   * @param entry whether the packs were scanned or typed
   * @return the address of the job is in Location
   */
  @Post
  @Status(HttpStatus.ACCEPTED)
  @Consumes({MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> begin(
      @Body byte[] body,
      @QueryValue @NotBlank @Size(max = 80) String transactionId,
      @Nullable @QueryValue @Size(max = 20) String state,
      @Nullable @QueryValue @Size(max = 20) String undone,
      @Nullable @QueryValue OffsetDateTime time,
      @Nullable @QueryValue @Size(max = 20) String place,
      @Header(name = EntryHeader.NAME, defaultValue = EntryHeader.DEFAULT) String entry,
      HttpRequest<?> request,
      Caller caller) {
    BulkChange.Common common =
        new BulkChange.Common(
            transactionId, state, undone, time, place, BulkChange.typed(EntryHeader.of(entry)));
    if (state != null) {
      common.check(caller);
    }
    boolean isCsv =
        request.getContentType().filter(type -> type.getName().equals(Csv.TYPE)).isPresent();
    ItemLines.Writer lines = new ItemLines.Writer();
    BodyRows.read(
        body,
        isCsv,
        BulkChange.REQUIRED,
        BulkChange.OPTIONAL,
        MOST,
        row -> {
          if (state == null && !row.cells().containsKey(BulkChange.STATE)) {
            throw new ApiException(
                ErrorCode.UNUSABLE,
                "Row %d names no state, and the request neither.".formatted(row.number()));
          }
          lines.add(row.number(), BulkChange.cells(row.cells()));
        });
    String asked = json.write(common);
    return jobs.accept(
        caller, BulkChange.NAME, asked, lines.bytes(), new Jobs.Transaction(transactionId, asked));
  }
}
