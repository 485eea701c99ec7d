package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Returns;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Sgln;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Captures that packs were put back into stock. Thread-safe. */
@Singleton
final class StoredReturns implements Returns {
  private final Capture capture;

  StoredReturns(Capture capture) {
    this.capture = capture;
  }

  @Override
  public Answer restock(Handle transaction, Returned returned) {
    return Involvement.soldTo(
            transaction,
            new Involvement.Pair(returned.pack(), returned.organisation()),
            returned.returnedBy())
        ? store(transaction, returned)
        : new Answer.NotSoldToReturner();
  }

  private Answer store(Handle handle, Returned returned) {
    EventBuilder event =
        EventBuilder.at(OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS))
            .bizStep("storing")
            .disposition("sellable_not_accessible");
    @Nullable Gln place = returned.place();
    if (place != null) {
      event.readPoint(new Sgln(place, null).digitalLink());
    }
    Submission submission =
        new Submission(
            returned.organisation(),
            event.objectEvent(Action.OBSERVE, List.of(returned.pack().digitalLink())),
            null,
            null,
            null);
    return switch (capture.capture(handle, List.of(submission)).getFirst()) {
      case Outcome.Accepted(_, String eventId) -> new Answer.Restocked(eventId);
      case Outcome.Duplicate _ ->
          new Answer.Refused(
              Reason.ALREADY_SO.code(), "It was put into stock by another request just now.");
      case Outcome.Refused(Refusal refusal) ->
          new Answer.Refused(refusal.reason().code(), refusal.detail());
    };
  }
}
