package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.query.EpcFormat;
import io.pharmatrace.epcis.query.QuerySchedule;
import io.pharmatrace.platform.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The subscriptions, as they are stored. Works in the caller's transaction. Thread-safe. */
@Singleton
public class Subscriptions {
  static final String COLUMNS =
      """
      s.id, s.organisation_id, s.sees_all, s.query_name, s.dest, s.signature_token, s.epc_format, s.schedule,
      s.report_if_empty, s.initial_record_time, s.created, s.last_notified, s.failures,
      s.last_failure
      """;

  private final Json json;

  Subscriptions(Json json) {
    this.json = json;
  }

  /**
   * A subscription that begins.
   *
   * @param seesAll for a regulator, who sees the events of all
   */
  public record New(
      UUID organisation,
      boolean seesAll,
      String queryName,
      @Nullable String dest,
      @Nullable String signatureToken,
      EpcFormat epcFormat,
      Controls controls) {}

  /** Adds one and gives its id. The query exists. */
  UUID insert(Handle handle, New fresh) {
    UUID id = UUID.randomUUID();
    Controls controls = fresh.controls();
    handle
        .createUpdate(
            """
            INSERT INTO custody.subscription (id, organisation_id, sees_all, query_name, dest,
              signature_token, epc_format, schedule, report_if_empty, initial_record_time, due,
              alive_until)
            VALUES (:id, :organisation, :seesAll, :query, :dest, :token, :format,
              CAST(:schedule AS jsonb), :reportIfEmpty, :initial, :due,
              CASE WHEN CAST(:dest AS text) IS NULL THEN now() + interval '1 minute' END)
            """)
        .bind("id", id)
        .bind("organisation", fresh.organisation())
        .bind("seesAll", fresh.seesAll())
        .bind("query", fresh.queryName())
        .bind("dest", fresh.dest())
        .bind("token", fresh.signatureToken())
        .bind("format", fresh.epcFormat().text())
        .bind(
            "schedule",
            controls.schedule() == null ? null : json.write(controls.schedule().fields()))
        .bind("reportIfEmpty", controls.reportIfEmpty())
        .bind("initial", controls.initialRecordTime())
        .bind("due", controls.dueAfter(Instant.now()))
        .execute();
    return id;
  }

  /** How many an organisation has, for a limit. */
  int count(Handle handle, UUID organisation) {
    return handle
        .createQuery("SELECT count(*) FROM custody.subscription WHERE organisation_id = :o")
        .bind("o", organisation)
        .mapTo(Integer.class)
        .one();
  }

  /** Those of a query, in the order of their making; an id to go on behind may be given. */
  public List<Subscription> list(
      Handle handle, UUID organisation, String queryName, @Nullable UUID after, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM custody.subscription s
                WHERE organisation_id = :organisation AND query_name = :query
                  AND dest IS NOT NULL
                  AND (CAST(:after AS uuid) IS NULL OR (created, id) > (
                    SELECT created, id FROM custody.subscription WHERE id = :after))
                ORDER BY created, id LIMIT :limit
                """)
        .bind("organisation", organisation)
        .bind("query", queryName)
        .bind("after", after)
        .bind("limit", limit)
        .map((r, c) -> map(r))
        .list();
  }

  /** One of a query of the organisation. */
  public Optional<Subscription> find(Handle handle, UUID organisation, String queryName, UUID id) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM custody.subscription s
                WHERE id = :id AND organisation_id = :organisation AND query_name = :query
                """)
        .bind("id", id)
        .bind("organisation", organisation)
        .bind("query", queryName)
        .map((r, c) -> map(r))
        .findOne();
  }

  /** Ends one with all that it has still to be told; false when there was none. */
  public boolean delete(Handle handle, UUID organisation, String queryName, UUID id) {
    return handle
            .createUpdate(
                """
                DELETE FROM custody.subscription
                WHERE id = :id AND organisation_id = :organisation AND query_name = :query
                """)
            .bind("id", id)
            .bind("organisation", organisation)
            .bind("query", queryName)
            .execute()
        == 1;
  }

  /**
   * The WebSockets of these ids are open; those that nobody has spoken for in a minute end.
   *
   * @return those whose subscription still stands
   */
  public Set<UUID> keepAlive(Handle handle, Collection<UUID> open) {
    Set<UUID> standing =
        handle
            .createQuery(
                """
                UPDATE custody.subscription SET alive_until = now() + interval '1 minute'
                WHERE id = ANY(:open) RETURNING id
                """)
            .bindArray("open", UUID.class, List.copyOf(open))
            .mapTo(UUID.class)
            .set();
    handle.execute("DELETE FROM custody.subscription WHERE alive_until < now()");
    return standing;
  }

  Subscription map(ResultSet r) throws SQLException {
    return new Subscription(
        r.getObject("id", UUID.class),
        r.getObject("organisation_id", UUID.class),
        r.getBoolean("sees_all"),
        r.getString("query_name"),
        r.getString("dest"),
        r.getString("signature_token"),
        EpcFormat.of(r.getString("epc_format")).orElseThrow(),
        new Controls(
            schedule(r.getString("schedule")),
            r.getBoolean("report_if_empty"),
            r.getObject("initial_record_time", OffsetDateTime.class)),
        r.getObject("created", OffsetDateTime.class),
        r.getObject("last_notified", OffsetDateTime.class),
        r.getInt("failures"),
        r.getString("last_failure"));
  }

  @SuppressWarnings("unchecked")
  private @Nullable QuerySchedule schedule(@Nullable String text) {
    try {
      return text == null ? null : new QuerySchedule(json.read(text, Map.class));
    } catch (IOException e) {
      throw new UncheckedIOException("the database holds what we wrote", e);
    }
  }
}
