package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.Jobs;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.application.load.LoadKind;
import io.pharmatrace.registry.application.load.LoadKind.Format;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads the registry in bulk. Each answers 202 with the address of a job, which tells how far it is
 * and which rows were refused, why, and what to do; rows that are right are kept. By the rules of
 * the single PUT; the same again changes nothing, and an empty cell leaves what is on record.
 */
@Tag(name = "registry")
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.ADMINISTRATOR)
class LoadController {
  /** Bytes of a table; its rows are in memory while it is loaded. */
  private static final int MAX_BYTES = 8 << 20;

  /**
   * How a table is loaded.
   *
   * @param defaults what cells hold in rows where they are empty
   */
  private record Options(
      boolean dryRun, @Nullable String transactionId, Map<String, String> defaults) {}

  private final Map<String, LoadKind> kinds;
  private final Jobs jobs;

  LoadController(List<LoadKind> kinds, Jobs jobs) {
    this.kinds =
        kinds.stream().collect(Collectors.toMap(kind -> kind.table().name(), Function.identity()));
    this.jobs = jobs;
  }

  /**
   * Loads products: text/csv with the columns gtin, name and, if wanted, manufacturer (GLN), level
   * (PACK or CASE), form, strength, packSize, holder, markets (as in DE:04150123|FR); or the master
   * data of an EPCIS document.
   *
   * @param dryRun check everything, store nothing
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   */
  @Post("/products")
  @Status(HttpStatus.ACCEPTED)
  @Consumes({Csv.TYPE, "application/xml", "text/xml", "application/json", "application/ld+json"})
  @Secured({Role.Names.ADMINISTRATOR, Role.Names.MANUFACTURER})
  HttpResponse<?> products(
      @Body InputStream table,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return load("products", table, new Options(dryRun, transactionId, Map.of()), request, caller);
  }

  /**
   * Loads batches of registered products: text/csv with the columns gtin, lot, expiry (as in
   * 2031-01-31); or the master data of an EPCIS document.
   *
   * @param dryRun check everything, store nothing
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   */
  @Post("/batches")
  @Status(HttpStatus.ACCEPTED)
  @Consumes({Csv.TYPE, "application/xml", "text/xml", "application/json", "application/ld+json"})
  @Secured({Role.Names.ADMINISTRATOR, Role.Names.MANUFACTURER})
  HttpResponse<?> batches(
      @Body InputStream table,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return load("batches", table, new Options(dryRun, transactionId, Map.of()), request, caller);
  }

  /**
   * Loads sites: text/csv with the columns gln, name and, if wanted, organisation (GLN; of new
   * sites needed), country; or the master data of an EPCIS document.
   *
   * @param dryRun check everything, store nothing
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   * @param organisation GLN of the organisation whose sites these are, where no row says so
   */
  @Post("/sites")
  @Status(HttpStatus.ACCEPTED)
  @Consumes({Csv.TYPE, "application/xml", "text/xml", "application/json", "application/ld+json"})
  HttpResponse<?> sites(
      @Body InputStream table,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      @Nullable @QueryValue Gln organisation,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    Map<String, String> owner =
        organisation == null ? Map.of() : Map.of("organisation", organisation.digits());
    return load("sites", table, new Options(dryRun, transactionId, owner), request, caller);
  }

  /**
   * Loads organisations: text/csv with the columns gln, name, role and, if wanted, companyPrefixes
   * (as in 9521101|9521102); or the master data of an EPCIS document.
   *
   * @param dryRun check everything, store nothing
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   * @param role of the organisations where no row says so, as master data never do
   */
  @Post("/organisations")
  @Status(HttpStatus.ACCEPTED)
  @Consumes({Csv.TYPE, "application/xml", "text/xml", "application/json", "application/ld+json"})
  HttpResponse<?> organisations(
      @Body InputStream table,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      @Nullable @QueryValue @Size(max = 20) String role,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return load(
        "organisations",
        table,
        new Options(dryRun, transactionId, role == null ? Map.of() : Map.of("role", role)),
        request,
        caller);
  }

  /**
   * Loads readers: text/csv with the columns id, site (GLN).
   *
   * @param dryRun check everything, store nothing
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   */
  @Post("/readers")
  @Status(HttpStatus.ACCEPTED)
  @Consumes(Csv.TYPE)
  HttpResponse<?> readers(
      @Body InputStream table,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return load("readers", table, new Options(dryRun, transactionId, Map.of()), request, caller);
  }

  /**
   * Loads users: text/csv with the columns username, name, organisation (GLN), role and, if wanted,
   * site (GLN). They can log in once PUT gave them a password; passwords do not belong into tables.
   *
   * @param dryRun check everything, store nothing
   * @param transactionId chosen by the client, the same for a retry, which is given the same job
   */
  @Post("/users")
  @Status(HttpStatus.ACCEPTED)
  @Consumes(Csv.TYPE)
  HttpResponse<?> users(
      @Body InputStream table,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Nullable @QueryValue @Size(min = 1, max = 100) String transactionId,
      HttpRequest<?> request,
      Caller caller)
      throws IOException {
    return load("users", table, new Options(dryRun, transactionId, Map.of()), request, caller);
  }

  private HttpResponse<?> load(
      String name, InputStream body, Options options, HttpRequest<?> request, Caller caller)
      throws IOException {
    caller.requirePerson();
    byte[] input;
    // Closing it lets the server pass over what was not read, and the sender read the answer.
    try (body) {
      input = body.readNBytes(MAX_BYTES + 1);
    }
    if (input.length > MAX_BYTES) {
      throw new ApiException(
          ErrorCode.TOO_LARGE, "A table has at most %d bytes.".formatted(MAX_BYTES));
    }
    LoadKind kind = Objects.requireNonNull(kinds.get(name));
    String parameters =
        kind.parameters(format(request), options.dryRun(), options.defaults(), input);
    @Nullable String id = options.transactionId();
    return jobs.accept(
        caller,
        kind.name(),
        parameters,
        input,
        id == null ? null : new Jobs.Transaction(id, parameters));
  }

  private static Format format(HttpRequest<?> request) {
    return request
            .getContentType()
            .filter(type -> type.getName().equalsIgnoreCase(Csv.TYPE))
            .isPresent()
        ? Format.CSV
        : Format.EPCIS;
  }
}
