package io.pharmatrace.custody.adapter.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.SerialRegistration;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.csv.BodyRows;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.ItemLines;
import io.pharmatrace.platform.jobs.Jobs;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Serial numbers that a manufacturer brings for the packs of a batch. */
@Tag(name = "registry")
@Controller("/api/v1/products/{gtin}/batches/{lot}/serials")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.MANUFACTURER)
class SerialUploadController {
  private static final String SERIAL = "serial";

  private final SerialRegistration registration;
  private final Jobs jobs;
  private final Jdbi jdbi;
  private final Json json;

  SerialUploadController(SerialRegistration registration, Jobs jobs, Jdbi jdbi, Json json) {
    this.registration = registration;
    this.jobs = jobs;
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Commissions the packs of a registered batch, up to 250,000 at once, all of them or, when
   * anything is wrong with one, none; the job's results tell which and why.
   *
   * @param body one serial number on a line (text/plain), a table with the column serial
   *     (text/csv), or a JSON array of texts
   * @param time when they were commissioned; absent for now
   * @param place GLN of where; absent for the site of the user or device
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   * @return the address of the job is in Location
   */
  @Post
  @Status(HttpStatus.ACCEPTED)
  @Consumes({MediaType.APPLICATION_JSON, Csv.TYPE, MediaType.TEXT_PLAIN})
  HttpResponse<?> register(
      Gtin gtin,
      String lot,
      @Body byte[] body,
      @Nullable @QueryValue OffsetDateTime time,
      @Nullable @QueryValue String place,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      HttpRequest<?> request,
      Caller caller) {
    Lot number = Inputs.require(Lot::parse, lot);
    @Nullable OffsetDateTime past = Inputs.pastTime(time);
    @Nullable Gln gln = Inputs.place(place, caller);
    jdbi.useHandle(handle -> registration.require(handle, caller.organisation(), gtin, number));
    byte[] lines = lines(body, request.getContentType().map(MediaType::getName).orElse(""));
    SerialUpload.Common common =
        new SerialUpload.Common(
            gtin.digits(),
            number.value(),
            past == null ? OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) : past,
            gln == null ? null : gln.digits());
    return jobs.accept(
        caller,
        SerialUpload.NAME,
        json.write(common),
        lines,
        transactionId == null
            ? null
            : new Jobs.Transaction(
                transactionId, "%s %s %s %s".formatted(gtin.digits(), number.value(), past, gln)));
  }

  private static byte[] lines(byte[] body, String type) {
    ItemLines.Writer lines = new ItemLines.Writer();
    if (type.equals(MediaType.TEXT_PLAIN)) {
      String text = new String(body, UTF_8);
      int row = 0;
      int count = 0;
      for (String line : (Iterable<String>) text.lines()::iterator) {
        row++;
        if (!line.isBlank()) {
          lines.add(row, List.of(line.strip()));
          count++;
        }
      }
      check(count);
    } else {
      BodyRows.read(
          body,
          type.equals(Csv.TYPE),
          List.of(SERIAL),
          List.of(),
          SerialRegistration.MOST,
          row -> lines.add(row.number(), List.of(row.cells().getOrDefault(SERIAL, ""))));
    }
    return lines.bytes();
  }

  private static void check(int count) {
    if (count == 0) {
      throw new ApiException(ErrorCode.UNUSABLE, "There is no serial number.");
    }
    if (count > SerialRegistration.MOST) {
      throw new ApiException(
          ErrorCode.TOO_LARGE,
          "There may be at most %d serial numbers.".formatted(SerialRegistration.MOST));
    }
  }
}
