package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.query.EventQuery;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Whether stored events match queries of one viewer. Master data is the viewer's own; that of the
 * event's author for a regulator, who sees all that an author has. Nobody is ever answered from the
 * master data of a trading partner. Lives in one transaction; not thread-safe.
 */
public final class QueryMatch {
  private final Viewer viewer;
  private final StoredMasterData masterData;

  /** For queries of this viewer. */
  public QueryMatch(Handle handle, Viewer viewer) {
    this.viewer = viewer;
    this.masterData = new StoredMasterData(handle);
  }

  /** True if an event, as the viewer sees it, matches. */
  public boolean matches(EventQuery query, EventSearch.Seen event) {
    return matches(query, event.event(), event.recordTime(), event.author());
  }

  boolean matches(EventQuery query, ShownEvent event, OffsetDateTime recordTime, UUID author) {
    return query.matches(
        event.stored(), recordTime, masterData.of(viewer.seesAll() ? author : viewer.home()));
  }
}
