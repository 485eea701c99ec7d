package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.query.EpcFormat;
import io.pharmatrace.custody.application.query.Viewer;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription.
 *
 * @param organisation whose query it is, and whose eyes decide what it sees
 * @param seesAll whether it is a regulator's, who sees the events of all
 * @param queryName the named query
 * @param dest address of the webhook; null for a WebSocket
 * @param signatureToken secret of the subscriber, with which reports are signed; never shown
 * @param epcFormat how identifiers are spelled in reports, as in header GS1-EPC-Format
 * @param controls when and of what it is told
 * @param lastNotified when the subscriber last took a report
 * @param failures how often in a row the report could not be handed over
 * @param lastFailure why, the last time
 */
public record Subscription(
    UUID id,
    UUID organisation,
    boolean seesAll,
    String queryName,
    @Nullable String dest,
    @Nullable String signatureToken,
    EpcFormat epcFormat,
    Controls controls,
    OffsetDateTime created,
    @Nullable OffsetDateTime lastNotified,
    int failures,
    @Nullable String lastFailure) {

  /** Events recorded before were told of, or are not to be (header GS1-Query-Min-Record-Time). */
  public OffsetDateTime minRecordTime() {
    return lastNotified == null ? controls.initialRecordTime() : lastNotified;
  }

  /** Whose eyes see the events. */
  Viewer viewer() {
    return viewer(organisation, seesAll);
  }

  static Viewer viewer(UUID organisation, boolean seesAll) {
    return new Viewer("subscription", organisation, seesAll);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Subscription[" + id + " to " + queryName + "]";
  }
}
