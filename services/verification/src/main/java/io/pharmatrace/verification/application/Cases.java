package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.platform.Json;
import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks cases up. Who is not concerned finds nothing. Thread-safe. */
@Singleton
public final class Cases {
  private static final String SELECT =
      """
      SELECT a.*, p.manufacturer_id
      FROM verification.alert a LEFT JOIN registry.products p ON p.gtin = a.key
      """;

  /** Binds {@code viewer} and {@code all}. */
  private static final String VISIBLE =
      """
      (:all OR EXISTS (SELECT FROM verification.concerned c
                       WHERE c.organisation_id = :viewer AND c.number = a.number))
      """;

  private final Jdbi jdbi;
  private final Json json;

  Cases(Jdbi jdbi, Json json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Which cases; null for any.
   *
   * @param kind technical, procedural or custody
   * @param since only those that were raised then or later
   */
  public record Filter(
      @Nullable String code,
      @Nullable String kind,
      @Nullable String state,
      @Nullable String gtin,
      @Nullable String serial,
      @Nullable OffsetDateTime since) {}

  /**
   * Cases, the latest first.
   *
   * @param after the last one of the page before; null for the first page
   * @param limit how many at the most
   */
  public List<Case> list(Viewer viewer, Filter filter, @Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "WHERE "
                        + VISIBLE
                        + """
                        AND (CAST(:after AS uuid) IS NULL
                             OR a.number < (SELECT l.number FROM verification.alert l
                                            WHERE l.id = :after))
                        AND (CAST(:code AS text) IS NULL OR a.code = :code)
                        AND (CAST(:kind AS text) IS NULL OR a.kind = :kind)
                        AND (CAST(:state AS text) IS NULL OR a.state = :state)
                        AND (CAST(:gtin AS text) IS NULL OR a.key = :gtin)
                        AND (CAST(:serial AS text) IS NULL OR a.serial = :serial)
                        AND (CAST(:since AS timestamptz) IS NULL OR a.raised >= :since)
                        ORDER BY a.number DESC LIMIT :limit
                        """)
                .bind("viewer", viewer.organisation())
                .bind("all", viewer.seesAll())
                .bind("after", after)
                .bind("code", filter.code())
                .bind("kind", filter.kind())
                .bind("state", filter.state())
                .bind("gtin", filter.gtin())
                .bind("serial", filter.serial())
                .bind("since", filter.since())
                .bind("limit", limit)
                .map((r, c) -> map(r))
                .list());
  }

  /** The case, if the viewer may see it. */
  public Optional<Case> find(Viewer viewer, UUID id) {
    return jdbi.withHandle(handle -> find(handle, viewer, id, ""));
  }

  /** The case, locked until the transaction ends. */
  Optional<Case> lock(Handle transaction, Viewer viewer, UUID id) {
    return find(transaction, viewer, id, " FOR NO KEY UPDATE OF a");
  }

  private Optional<Case> find(Handle handle, Viewer viewer, UUID id, String locking) {
    return handle
        .createQuery(SELECT + "WHERE a.id = :id AND " + VISIBLE + locking)
        .bind("id", id)
        .bind("viewer", viewer.organisation())
        .bind("all", viewer.seesAll())
        .map((r, c) -> map(r))
        .findOne();
  }

  /** What was done with it, in order. */
  public List<Case.Step> steps(Case one) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM verification.step WHERE number = :number ORDER BY version")
                .bind("number", one.number())
                .map((r, c) -> step(r))
                .list());
  }

  private Case map(ResultSet r) throws SQLException {
    return new Case(
        r.getObject("id", UUID.class),
        r.getLong("number"),
        Suspicions.Code.of(r.getString("code")),
        r.getString("key"),
        r.getString("serial"),
        r.getObject("organisation_id", UUID.class),
        r.getString("place"),
        r.getString("lot"),
        r.getObject("expiry", LocalDate.class),
        Optional.ofNullable(r.getString("entry")).flatMap(Entry::of).orElse(null),
        r.getString("detail"),
        elsewhere(r.getString("elsewhere")),
        r.getObject("first_time", OffsetDateTime.class),
        r.getObject("last_time", OffsetDateTime.class),
        r.getInt("times"),
        r.getObject("raised", OffsetDateTime.class),
        CaseState.of(r.getString("state")),
        cause(r),
        assignee(r, "assigned_to", "assigned_in"),
        r.getInt("version"),
        r.getObject("manufacturer_id", UUID.class));
  }

  private List<Case.Elsewhere> elsewhere(String stored) {
    try {
      return json.read(stored, Alerts.StoredSightings.class).sightings().stream()
          .map(s -> new Case.Elsewhere(s.organisation(), s.place(), s.time(), s.kilometres()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("we wrote this ourselves", e);
    }
  }

  private static Case.Step step(ResultSet r) throws SQLException {
    @Nullable String state = r.getString("state");
    return new Case.Step(
        r.getInt("version"),
        r.getString("kind"),
        r.getObject("done", OffsetDateTime.class),
        new Case.Assignee(r.getString("done_by"), r.getObject("organisation_id", UUID.class)),
        state == null ? null : CaseState.of(state),
        cause(r),
        assignee(r, "assigned_to", "assigned_in"),
        r.getString("comment"));
  }

  private static @Nullable Cause cause(ResultSet r) throws SQLException {
    @Nullable String cause = r.getString("cause");
    return cause == null ? null : Cause.of(cause);
  }

  private static Case.@Nullable Assignee assignee(ResultSet r, String user, String organisation)
      throws SQLException {
    @Nullable String name = r.getString(user);
    return name == null ? null : new Case.Assignee(name, r.getObject(organisation, UUID.class));
  }
}
