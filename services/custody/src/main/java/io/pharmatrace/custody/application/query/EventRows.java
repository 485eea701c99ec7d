package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.SpellingNote;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The rows that may match a query, in order, with what the viewer may see of them. */
final class EventRows {
  /** More partners than this share one part of the statement. */
  private static final int MAX_PARTS = 16;

  /** A document of the most units that an event may have takes a megabyte. */
  private static final int FETCH = 20;

  /** What is read of an event e of which the viewer may see s.seen. */
  private static final String SHOWN =
      """
      e.organisation_id, e.record_time, encode(e.event_hash, 'hex') AS hash, s.seen,
      CASE WHEN s.seen IS NOT NULL THEN e.document END AS document, e.spelling,
      CASE WHEN e.counterparty_id = :viewer THEN 'TO_VIEWER'
           WHEN s.seen <> '{}' AND e.event_type = 'ObjectEvent'
             AND e.biz_step IN ('receiving', 'accepting')
             AND custody.came_from(e.id, e.organisation_id, :viewer) THEN 'FROM_VIEWER'
           ELSE 'NONE' END AS handover\
      """;

  /**
   * A row.
   *
   * @param time by which rows are ordered
   * @param author the organisation that captured it
   * @param recordTime when it was stored
   * @param shown as the viewer sees it; null when not at all
   * @param size of the stored document in characters
   */
  record Row(
      long id,
      UUID author,
      OffsetDateTime time,
      OffsetDateTime recordTime,
      @Nullable ShownEvent shown,
      int size) {}

  private EventRows() {}

  /**
   * A statement whose rows {@link #row} reads.
   *
   * @param settled a further condition, {@link #settled} or nothing
   * @param after only rows behind this one
   * @param limit how many rows at the most, whether visible or not
   */
  static Query select(
      Handle handle,
      Viewer viewer,
      String settled,
      EventQuery query,
      @Nullable Position after,
      int limit) {
    boolean byRecord = query.order().filter(o -> o.key() == Order.Key.RECORD_TIME).isPresent();
    boolean ascending = query.order().filter(Order::ascending).isPresent();
    String time = byRecord ? "record_time" : "event_time";
    String direction = ascending ? "ASC" : "DESC";
    Prefilter filter = Prefilter.of(query);
    String where = filter.sql() + settled;
    if (after != null) {
      where += " AND (e.%s, e.id) %s (:time, :id)".formatted(time, ascending ? ">" : "<");
    }
    List<UUID> partners = partners(handle, viewer);
    List<String> parts = new ArrayList<>();
    for (String author : authors(viewer, partners)) {
      parts.add(
          "(SELECT e.* FROM custody.event e WHERE %s%s ORDER BY e.%s %s, e.id %s LIMIT :limit)"
              .formatted(author, where, time, direction, direction));
    }
    String sql =
        """
        SELECT e.id, e.%s AS time, %s
        FROM (SELECT * FROM (%s) e ORDER BY e.%s %s, e.id %s LIMIT :limit) e
        CROSS JOIN LATERAL
          (SELECT custody.seen(e.id, e.organisation_id, :viewer) AS seen OFFSET 0) s
        ORDER BY e.%s %s, e.id %s
        """
            .formatted(
                time,
                SHOWN,
                String.join(" UNION ALL ", parts),
                time,
                direction,
                direction,
                time,
                direction,
                direction);
    Query statement = handle.createQuery(sql).bindByType("viewer", viewer.scope(), UUID.class);
    statement.bind("limit", limit).bind("home", viewer.home());
    statement.bindArray("partners", UUID.class, partners);
    for (int i = 0; i < partners.size() && partners.size() <= MAX_PARTS; i++) {
      statement.bind("partner" + i, partners.get(i));
    }
    if (after != null) {
      statement.bind("time", after.time()).bind("id", after.id());
    }
    filter.bind(statement);
    return statement.setFetchSize(FETCH);
  }

  /**
   * The condition that no event that is still to be seen can be recorded before those that are
   * given; nothing for a query that does not look at the time of recording. Whoever goes on from
   * the last that he was given would miss it otherwise. A transaction lasts an hour at the very
   * most; and a restored database numbers its transactions anew.
   */
  static String settled(EventQuery query) {
    boolean byRecordTime =
        query.order().filter(o -> o.key() == Order.Key.RECORD_TIME).isPresent()
            || query.criteria().stream().anyMatch(c -> c.parameter().endsWith("_recordTime"));
    return byRecordTime
        ? " AND (e.tx < pg_snapshot_xmin(pg_current_snapshot())"
            + " OR e.record_time < now() - interval '1 hour')"
        : "";
  }

  /** A statement for these events, in the order of their ids, whose rows {@link #row} reads. */
  static Query select(Handle handle, Viewer viewer, Collection<Long> ids) {
    return handle
        .createQuery(
            """
            SELECT e.id, e.record_time AS time, %s
            FROM custody.event e
            CROSS JOIN LATERAL
              (SELECT custody.seen(e.id, e.organisation_id, :viewer) AS seen OFFSET 0) s
            WHERE e.id = ANY(:ids) ORDER BY e.id
            """
                .formatted(SHOWN))
        .bindByType("viewer", viewer.scope(), UUID.class)
        .bindArray("ids", Long.class, List.copyOf(ids));
  }

  /** Reads a row of {@link #select}. */
  static Row row(ResultSet r) throws SQLException {
    OffsetDateTime recorded = r.getObject("record_time", OffsetDateTime.class);
    @Nullable String document = r.getString("document");
    return new Row(
        r.getLong("id"),
        r.getObject("organisation_id", UUID.class),
        r.getObject("time", OffsetDateTime.class),
        recorded,
        document == null
            ? null
            : shown(r, EventChange.recorded(StoredDocument.read(document), recorded)),
        document == null ? 0 : document.length());
  }

  private static @Nullable ShownEvent shown(ResultSet r, EpcisEvent whole) throws SQLException {
    @Nullable String spelling = r.getString("spelling");
    String hash = new EventHash(r.getString("hash")).ni();
    PartnerView view =
        new PartnerView(
            hash,
            Set.of((String[]) r.getArray("seen").getArray()),
            PartnerView.Handover.valueOf(r.getString("handover")));
    return view.of(whole)
        .map(
            stored ->
                new ShownEvent(
                    stored,
                    view.isWhole(whole, stored),
                    // All comes back before it is cut, so that nothing hidden is in it.
                    () ->
                        spelling == null
                            ? stored
                            : view.of(SpellingNote.restored(whole, spelling)).orElseThrow()))
        .orElse(null);
  }

  private static List<UUID> partners(Handle handle, Viewer viewer) {
    return viewer.seesAll()
        ? List.of()
        : handle
            .createQuery(
                "SELECT partner_id FROM custody.trading_partner"
                    + " WHERE organisation_id = :home AND partner_id <> :home")
            .bind("home", viewer.home())
            .mapTo(UUID.class)
            .list();
  }

  /** One condition for each author, so that each part of the statement runs along one index. */
  private static List<String> authors(Viewer viewer, List<UUID> partners) {
    if (viewer.seesAll()) {
      return List.of("true");
    }
    List<String> authors = new ArrayList<>();
    authors.add("e.organisation_id = :home");
    if (partners.size() > MAX_PARTS) {
      authors.add("e.organisation_id = ANY(:partners)");
    } else {
      for (int i = 0; i < partners.size(); i++) {
        authors.add("e.organisation_id = :partner" + i);
      }
    }
    return authors;
  }
}
