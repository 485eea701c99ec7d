package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.query.NamedQueries;
import io.pharmatrace.custody.application.query.NamedQueries.Named;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries that an organisation keeps under a name (EPCIS 2.0 section 8.2). */
@Tag(name = "query")
@Controller("/epcis/v2/queries")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class NamedQueryController {
  private static final String NAME =
      "1 to 100 letters of ASCII, digits, dots, hyphens or underscores, and more than . or ..";

  /**
   * A query with its name.
   *
   * @param name 1 to 100 letters, digits, dots, hyphens or underscores; not {@code .} or {@code
   *     ..}, which an address cannot have
   * @param query parameters of SimpleEventQuery, needed; {@code @context} declares prefixes
   */
  @Serdeable
  record QueryDefinition(
      @NotNull @Pattern(regexp = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}", message = NAME) String name,
      @Nullable Map<String, Object> query) {}

  private final NamedQueries queries;
  private final EventAnswers answers;
  private final Requests requests;
  private final Existing existing;

  NamedQueryController(
      NamedQueries queries, EventAnswers answers, Requests requests, Existing existing) {
    this.existing = existing;
    this.queries = queries;
    this.answers = answers;
    this.requests = requests;
  }

  /**
   * Keeps a query.
   *
   * @return 201 with its address in Location
   */
  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<QueryDefinition> create(@Valid @Body QueryDefinition body, Caller caller) {
    if (body.name().equals(EventAnswers.SIMPLE_EVENT_QUERY)) {
      throw new ApiException(ErrorCode.CONFLICT, "SimpleEventQuery is the standard's own query.");
    }
    @Nullable Map<String, Object> definition = body.query();
    if (definition == null) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "query: it is missing.");
    }
    EventQuery query = QueryBody.query(definition);
    if (!queries.add(caller.organisation(), body.name(), definition, query)) {
      throw new ApiException(
          ErrorCode.CONFLICT, "Your organisation has a query of this name; delete it first.");
    }
    return HttpResponse.<QueryDefinition>created(URI.create("/epcis/v2/queries/" + body.name()))
        .body(body);
  }

  /** The organisation's queries by name. */
  @Get
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<List<QueryDefinition>> list(HttpRequest<?> request, Caller caller) {
    return requests.page(
        request,
        caller,
        (limit, after) -> queries.list(caller.organisation(), after, null, limit),
        Named::name,
        NamedQueryController::view);
  }

  /** A query as it was given. */
  @Get("/{queryName}")
  @Produces({"application/json", "application/ld+json"})
  QueryDefinition get(String queryName, Caller caller) {
    return queries.list(caller.organisation(), null, queryName, 1).stream()
        .findFirst()
        .map(NamedQueryController::view)
        .orElseThrow(NamedQueryController::unknown);
  }

  /** Forgets a query and ends its subscriptions. */
  @Delete("/{queryName}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(String queryName, Caller caller) {
    if (!queries.remove(caller.organisation(), queryName)) {
      throw unknown();
    }
  }

  /** The events that match a query, page by page. */
  @Get("/{queryName}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> queryEvents(String queryName, HttpRequest<?> request, Caller caller) {
    return answers.eventsOf(queryName, existing.query(queryName, caller), request, caller);
  }

  private static QueryDefinition view(Named named) {
    return new QueryDefinition(named.name(), named.definition());
  }

  private static ApiException unknown() {
    return new ApiException(ErrorCode.QUERY_UNKNOWN, "Your organisation has no such query.");
  }
}
