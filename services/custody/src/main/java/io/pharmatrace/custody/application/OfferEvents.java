package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.OfferActions.Action;
import io.pharmatrace.custody.domain.OfferState;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgln;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events in which people say what becomes of an offer. Pure, but for the time that is now. */
final class OfferEvents {
  private OfferEvents() {}

  /**
   * What a receiver says. What comes out of a unit goes before what is left in it.
   *
   * @param reference the offer's despatch advice, if it has one
   * @param reason why units are not taken over
   */
  static List<Submission> answer(
      Action action,
      Map<OfferState, Set<Epc>> said,
      @Nullable String reference,
      @Nullable String reason) {
    return Stream.of(
            OfferState.MISSING, OfferState.DAMAGED, OfferState.REFUSED, OfferState.ACCEPTED)
        .filter(state -> !said.getOrDefault(state, Set.of()).isEmpty())
        .map(
            state ->
                Submission.of(
                    action.organisation(),
                    HandoverWords.answer(
                        state,
                        texts(said.getOrDefault(state, Set.of())),
                        time(action),
                        place(action),
                        reference,
                        reason)))
        .toList();
  }

  /** That a sender takes units back. */
  static Submission withdrawal(Action action, Collection<Epc> units) {
    return Submission.of(
        action.organisation(), HandoverWords.withdrawal(texts(units), time(action), place(action)));
  }

  /** When it happened, by what was said or else now. */
  static OffsetDateTime time(Action action) {
    return action.time() == null
        ? OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS)
        : action.time();
  }

  private static @Nullable String place(Action action) {
    return action.place() == null ? null : new Sgln(action.place(), null).digitalLink();
  }

  /** Units as canonical Digital Link URIs. */
  static List<String> texts(Collection<Epc> units) {
    return units.stream().map(Epc::digitalLink).toList();
  }
}
