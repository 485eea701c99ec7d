package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.domain.OfferState;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Answers offers for people, and takes them back: what they say becomes EPCIS events of their
 * organisation, all in one transaction or none. Thread-safe.
 */
@Singleton
public class OfferActions {
  /** How much of an offer is accepted. */
  public enum Accept {
    /** All that is on offer, but for what is named as refused, damaged or missing. */
    ALL,
    /** What is listed. What else is on offer stays so. */
    LISTED,
    /** Nothing: all that is on offer is refused, but for what is named as damaged or missing. */
    NONE
  }

  /**
   * What somebody does with an offer.
   *
   * @param transactionId chosen by the client, 1 to 100 characters; a repeat with the same id is
   *     given the first answer and changes nothing
   * @param time when it happened; null for now
   * @param place where
   */
  public record Action(
      UUID organisation,
      String transactionId,
      long offer,
      @Nullable OffsetDateTime time,
      @Nullable Gln place) {}

  /**
   * What a receiver says of an offer.
   *
   * @param accepted needed with {@link Accept#LISTED} only
   * @param reason why units are refused, at most 1,000 characters
   */
  public record Acceptance(
      Accept accept,
      List<Epc> accepted,
      List<Epc> refused,
      List<Epc> damaged,
      List<Epc> missing,
      @Nullable String reason) {}

  /**
   * What became of units, as canonical Digital Link URIs.
   *
   * @param surplus what was received and had not been offered: it is not in the receiver's custody
   * @param eventIds of the EPCIS events that say so
   */
  @Serdeable
  public record Answer(
      List<String> accepted,
      List<String> refused,
      List<String> damaged,
      List<String> missing,
      List<String> withdrawn,
      List<String> surplus,
      List<String> eventIds) {}

  private final TellingTransactions transactions;
  private final Capture capture;
  private final OfferedUnits offered;
  private final OfferRequests requests;

  OfferActions(
      TellingTransactions transactions,
      Capture capture,
      OfferedUnits offered,
      OfferRequests requests) {
    this.transactions = transactions;
    this.capture = capture;
    this.offered = offered;
    this.requests = requests;
  }

  /**
   * Answers an offer.
   *
   * @throws ApiException {@link ErrorCode#NOT_FOUND} when it is no offer to the organisation,
   *     {@link ErrorCode#CONFLICT} when nothing is left to answer or the id was used for something
   *     else, {@link ErrorCode#INVALID_VALUE} when a unit that is refused was not offered
   */
  public Answer accept(Action action, Acceptance acceptance) {
    return transactions.run(
        OfferRequests.name(action, acceptance),
        (handle, doubts) ->
            requests.once(
                handle, action, acceptance, () -> accept(handle, doubts, action, acceptance)));
  }

  /**
   * Takes an offer back, of which nothing else was answered yet.
   *
   * @param units those to take back; empty for all that is still on offer, what is reported missing
   *     among it
   * @throws ApiException as for {@link #accept}
   */
  public Answer withdraw(Action action, List<Epc> units) {
    return transactions.run(
        OfferRequests.name(action, units),
        (handle, doubts) ->
            requests.once(handle, action, units, () -> withdraw(handle, doubts, action, units)));
  }

  private Answer accept(Handle handle, DoubtListener doubts, Action action, Acceptance acceptance) {
    @Nullable String reference =
        OfferedUnits.lock(handle, action.offer(), action.organisation(), true);
    Map<OfferState, Set<Epc>> said = new EnumMap<>(OfferState.class);
    said.put(OfferState.MISSING, new LinkedHashSet<>(acceptance.missing()));
    said.put(OfferState.DAMAGED, new LinkedHashSet<>(acceptance.damaged()));
    said.put(OfferState.REFUSED, new LinkedHashSet<>(acceptance.refused()));
    said.values().forEach(units -> OfferedUnits.requireOpen(handle, action.offer(), units));
    Set<Epc> named = new LinkedHashSet<>();
    said.values().forEach(named::addAll);
    Set<Epc> rest = new LinkedHashSet<>(OfferedUnits.open(handle, action.offer(), false));
    rest.removeAll(named);
    Set<Epc> surplus = new LinkedHashSet<>();
    switch (acceptance.accept()) {
      case ALL -> said.put(OfferState.ACCEPTED, rest);
      case NONE -> required(said, OfferState.REFUSED).addAll(rest);
      case LISTED -> {
        OfferedUnits.Sorted sorted =
            OfferedUnits.sort(handle, action.offer(), acceptance.accepted());
        surplus.addAll(sorted.others());
        said.put(OfferState.ACCEPTED, new LinkedHashSet<>(sorted.open()));
      }
    }
    List<String> eventIds =
        capture(handle, doubts, OfferEvents.answer(action, said, reference, acceptance.reason()));
    if (eventIds.isEmpty() && surplus.isEmpty()) {
      throw new ApiException(ErrorCode.CONFLICT, "Nothing of this offer is left to answer.");
    }
    offered.noteSurplus(handle, action, OfferEvents.time(action), surplus);
    return new Answer(
        texts(said, OfferState.ACCEPTED),
        texts(said, OfferState.REFUSED),
        texts(said, OfferState.DAMAGED),
        texts(said, OfferState.MISSING),
        List.of(),
        OfferEvents.texts(surplus),
        eventIds);
  }

  private List<String> capture(Handle handle, DoubtListener doubts, List<Submission> submissions) {
    List<String> eventIds = new ArrayList<>();
    for (Outcome outcome : capture.capture(handle, submissions, doubts)) {
      eventIds.add(
          switch (outcome) {
            case Outcome.Accepted(_, String eventId) -> eventId;
            case Outcome.Duplicate(_, String eventId) -> eventId;
            case Outcome.Refused(Refusal refusal) ->
                throw ApiException.refused(
                    refusal.reason().code(), refusal.detail(), refusal.reason().remedy());
          });
    }
    return eventIds;
  }

  private Answer withdraw(Handle handle, DoubtListener doubts, Action action, List<Epc> units) {
    OfferedUnits.lock(handle, action.offer(), action.organisation(), false);
    OfferedUnits.requireOpen(handle, action.offer(), units);
    Collection<Epc> withdrawn =
        units.isEmpty() ? OfferedUnits.open(handle, action.offer(), true) : units;
    if (withdrawn.isEmpty()) {
      throw new ApiException(ErrorCode.CONFLICT, "Nothing of this offer is left to take back.");
    }
    List<String> eventIds =
        capture(handle, doubts, List.of(OfferEvents.withdrawal(action, withdrawn)));
    return new Answer(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        OfferEvents.texts(withdrawn),
        List.of(),
        eventIds);
  }

  private static Set<Epc> required(Map<OfferState, Set<Epc>> said, OfferState state) {
    return said.computeIfAbsent(state, s -> new LinkedHashSet<>());
  }

  private static List<String> texts(Map<OfferState, Set<Epc>> said, OfferState state) {
    return OfferEvents.texts(said.getOrDefault(state, Set.of()));
  }
}
