package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.OfferState;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Term;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How EPCIS says what became of an offer: business steps and dispositions of CBV 2.0 (sections 7.1
 * and 7.2). CBV has no word for not taking something over, so our field {@code handover} says it;
 * receiving what is damaged is read so, too. Pure.
 */
final class HandoverWords {
  /** What the receiver says of units that it does not take over. */
  static final QName HANDOVER =
      new QName(StateWords.NAMESPACE, "handover", StateWords.PACK_STATE.getPrefix());

  /** Why it does not, for people. */
  private static final QName REASON =
      new QName(StateWords.NAMESPACE, "handoverReason", StateWords.PACK_STATE.getPrefix());

  private HandoverWords() {}

  /**
   * The event in which a receiver says what became of an offer.
   *
   * @param state accepted, refused, damaged or missing
   * @param reference the offer's despatch advice, if it has one
   * @param reason why units are not taken over, for people; not of those that are accepted
   */
  static ObjectEvent answer(
      OfferState state,
      List<String> epcs,
      OffsetDateTime time,
      @Nullable String readPoint,
      @Nullable String reference,
      @Nullable String reason) {
    EventBuilder event = EventBuilder.at(time);
    if (readPoint != null) {
      event.readPoint(readPoint);
    }
    if (reference != null) {
      event.bizTransaction("desadv", reference);
    }
    if (reason != null && state != OfferState.ACCEPTED) {
      event.extension(Extension.text(REASON, reason));
    }
    switch (state) {
      case ACCEPTED -> event.bizStep("receiving").disposition("in_progress");
      case REFUSED -> refusing(event, state);
      case DAMAGED -> refusing(event, state).disposition("damaged");
      case MISSING -> refusing(event, state).disposition("mismatch_instance");
      case OFFERED, RETURNED, WITHDRAWN, OPENED ->
          throw new IllegalArgumentException("no receiver answers so: " + state);
    }
    return event.objectEvent(Action.OBSERVE, epcs);
  }

  private static EventBuilder refusing(EventBuilder event, OfferState state) {
    return event.bizStep("inspecting").extension(Extension.text(HANDOVER, state.text()));
  }

  /** The event in which a sender takes an offer back. */
  static ObjectEvent withdrawal(
      List<String> epcs, OffsetDateTime time, @Nullable String readPoint) {
    EventBuilder event = EventBuilder.at(time).bizStep("void_shipping").disposition("in_progress");
    if (readPoint != null) {
      event.readPoint(readPoint);
    }
    return event.objectEvent(Action.OBSERVE, epcs);
  }

  /**
   * Why the event says that units are not taken over.
   *
   * @return empty when it does not say so
   * @throws Unusable when our field holds something else
   */
  static Optional<OfferState> refusal(ObjectEvent event) throws Unusable {
    List<Extension> fields =
        event.common().extensions().stream()
            .filter(field -> field.name().equals(HANDOVER))
            .toList();
    if (fields.isEmpty()) {
      @Nullable Term disposition = event.disposition();
      boolean damaged = disposition != null && disposition.value().equals("damaged");
      return isReceipt(event) && damaged ? Optional.of(OfferState.DAMAGED) : Optional.empty();
    }
    Optional<OfferState> named =
        Arrays.stream(OfferState.values())
            .filter(OfferState::isRefusal)
            .filter(state -> state.text().equals(fields.getFirst().text()))
            .findFirst();
    if (named.isEmpty() || fields.size() > 1) {
      throw new Unusable(
          Reason.INVALID_EVENT, "handover says one of refused, damaged and missing.");
    }
    return named;
  }

  /** Why units are not taken over, if the event says so. */
  static Optional<String> reason(EpcisEvent event) {
    return event.common().extensions().stream()
        .filter(field -> field.name().equals(REASON))
        .findFirst()
        .map(Extension::text);
  }

  /** Whether the business step is that of a receipt. */
  static boolean isReceipt(ObjectEvent event) {
    @Nullable Term step = event.bizStep();
    return step != null && (step.value().equals("receiving") || step.value().equals("accepting"));
  }
}
