package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Parsed;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Queries that an organisation keeps under a name (EPCIS 2.0 section 8.2.5). Thread-safe. */
@Singleton
public class NamedQueries {

  /**
   * A query with its name.
   *
   * @param definition as it was given
   */
  public record Named(String name, Map<String, Object> definition) {}

  private final Jdbi jdbi;
  private final Json json;

  NamedQueries(Jdbi jdbi, Json json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Keeps a query.
   *
   * @return false if the organisation has one of that name
   */
  public boolean add(
      UUID organisation, String name, Map<String, Object> definition, EventQuery query) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO custody.named_query
                          (organisation_id, name, definition, parameters)
                        VALUES (:organisation, :name, CAST(:definition AS jsonb),
                                CAST(:parameters AS jsonb))
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("organisation", organisation)
                    .bind("name", name)
                    .bind("definition", json.write(definition))
                    .bind("parameters", json.write(query.parameters()))
                    .execute())
        == 1;
  }

  /**
   * The query of that name, if the organisation has one.
   *
   * @throws ApiException QUERY_PARAMETER if it was stored when more was understood than now
   */
  public Optional<EventQuery> find(Handle handle, UUID organisation, String name) {
    return find(handle, organisation, name, "");
  }

  /** The same; until the end of the transaction nobody can delete it. */
  public Optional<EventQuery> hold(Handle handle, UUID organisation, String name) {
    return find(handle, organisation, name, "FOR KEY SHARE");
  }

  private Optional<EventQuery> find(Handle handle, UUID organisation, String name, String locking) {
    return handle
        .createQuery(
            """
            SELECT parameters FROM custody.named_query
            WHERE organisation_id = :organisation AND name = :name
            """
                + locking)
        .bind("organisation", organisation)
        .bind("name", name)
        .mapTo(String.class)
        .findOne()
        .map(this::query);
  }

  /** The query of that name, if the organisation has one. */
  public Optional<EventQuery> find(UUID organisation, String name) {
    return jdbi.withHandle(handle -> find(handle, organisation, name));
  }

  /**
   * The organisation's queries by name.
   *
   * @param after only those whose name comes behind; null for all
   * @param only the one of this name; null for all
   */
  public List<Named> list(
      UUID organisation, @Nullable String after, @Nullable String only, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT name, definition FROM custody.named_query
                    WHERE organisation_id = :organisation
                      AND (CAST(:after AS text) IS NULL OR name > :after)
                      AND (CAST(:only AS text) IS NULL OR name = :only)
                    ORDER BY name LIMIT :limit
                    """)
                .bind("organisation", organisation)
                .bind("after", after)
                .bind("only", only)
                .bind("limit", limit)
                .map((r, c) -> new Named(r.getString(1), map(r.getString(2))))
                .list());
  }

  /** Forgets a query and ends its subscriptions; false if there was none. */
  public boolean remove(UUID organisation, String name) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        DELETE FROM custody.named_query
                        WHERE organisation_id = :organisation AND name = :name
                        """)
                    .bind("organisation", organisation)
                    .bind("name", name)
                    .execute())
        == 1;
  }

  private EventQuery query(String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    map(text)
        .forEach(
            (name, values) ->
                parameters.put(name, ((List<?>) values).stream().map(String::valueOf).toList()));
    return switch (EventQuery.parse(parameters)) {
      case Parsed.Ok(EventQuery query) -> query;
      case Parsed.Invalid(var problems) ->
          throw new ApiException(
              ErrorCode.QUERY_PARAMETER,
              "The stored query is no longer understood; make it anew: " + problems);
    };
  }

  @SuppressWarnings("unchecked") // An object of JSON has names.
  private Map<String, Object> map(String text) {
    try {
      return json.read(text, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the database holds what we wrote", e);
    }
  }
}
