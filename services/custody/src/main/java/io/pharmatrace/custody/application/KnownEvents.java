package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.StoredEvents.OwnId;
import io.pharmatrace.custody.application.StoredEvents.Stored;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.Identifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which of the events that are captured together are known already. An event of the same content is
 * the same event, whatever its eventID; an eventID stands for one event of an organisation. Error
 * declarations are none of its business ({@link Corrections}). Lives in one transaction.
 */
final class KnownEvents {
  private final Map<Identity, Stored> stored;
  private final Map<OwnId, EventHash> ids;

  private KnownEvents(Map<Identity, Stored> stored, Map<OwnId, EventHash> ids) {
    this.stored = stored;
    this.ids = ids;
  }

  /** Looks all of them up, with one statement for each of the two questions. */
  static KnownEvents among(Handle handle, List<Submission> submissions, List<Identity> identities) {
    return new KnownEvents(
        new HashMap<>(StoredEvents.find(handle, identities)),
        new HashMap<>(
            StoredEvents.findIds(
                handle, submissions.stream().flatMap(s -> ownId(s).stream()).distinct().toList())));
  }

  /** Why an event is not to be taken as a new one; empty when it is. */
  Optional<Outcome> outcome(Submission submission, Identity identity) {
    Optional<Refusal> wrong = wrongId(submission.event(), identity);
    if (wrong.isPresent()) {
      return wrong.map(Outcome.Refused::new);
    }
    @Nullable Stored same = stored.get(identity);
    if (same != null) {
      return Optional.of(
          same.inError()
              ? refused(
                  Reason.IN_ERROR,
                  "This event was declared to be in error; a corrected event differs in content,"
                      + " for example in its time.")
              : new Outcome.Duplicate(same.id(), same.eventId()));
    }
    @Nullable EventHash other = ownId(submission).map(ids::get).orElse(null);
    return other == null || other.equals(identity.event())
        ? Optional.empty()
        : Optional.of(
            refused(
                Reason.ID_TAKEN,
                "Another event of your organisation has this eventID; a corrected event has one of"
                    + " its own."));
  }

  /** Notes an event that was accepted, for those behind it. */
  Outcome add(Submission submission, Identity identity, long id) {
    String eventId = eventId(submission.event(), identity);
    stored.put(identity, new Stored(id, eventId, false));
    ownId(submission).ifPresent(own -> ids.put(own, identity.event()));
    return new Outcome.Accepted(id, eventId);
  }

  /** The eventID of an event: the one that it has, else its CBV 2.0 hash. */
  static String eventId(EpcisEvent event, Identity identity) {
    @Nullable Identifier id = event.common().eventId();
    return id == null ? identity.event().ni() : id.uri();
  }

  /** An eventID that is a hash is that of the event (CBV 2.0 section 8.9). */
  static Optional<Refusal> wrongId(EpcisEvent event, Identity identity) {
    return Optional.ofNullable(event.common().eventId())
        .flatMap(id -> EventHash.ofNi(id.uri()))
        .filter(hash -> !hash.equals(identity.event()))
        .map(
            _ ->
                new Refusal(
                    Reason.INVALID_EVENT,
                    "The eventID is an event hash, and not that of this event: "
                        + identity.event().ni()));
  }

  private static Outcome refused(Reason reason, String detail) {
    return new Outcome.Refused(new Refusal(reason, detail));
  }

  /** The eventID of an event, if it has one. */
  static Optional<OwnId> ownId(Submission submission) {
    return Optional.ofNullable(submission.event().common().eventId())
        .map(id -> new OwnId(submission.organisation(), id.canonical()));
  }
}
