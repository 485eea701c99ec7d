package io.pharmatrace.custody.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.custody.OffSale.Giving;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.custody.application.ChangeAnswers.Asked;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Captures changes of state as events, one for each pack, and keeps the answers for repeats.
 * Thread-safe.
 */
@Singleton
final class StoredPackChanges implements PackChanges {
  private static final Answer OFF_SALE =
      new Answer.Refused(
          Reason.SUSPECT.code(),
          "The pack is suspect and off sale until the manufacturer of the product or a regulator"
              + " has closed its case.");

  private final Transactions transactions;
  private final Capture capture;
  private final OffSale offSale;

  /** A change with the event that says so. */
  private record Told(Wanted wanted, Submission submission) {
    static Told of(Asked asked) {
      return new Told(asked.wanted(), submissionOf(asked.wanted()));
    }

    boolean givesOut() {
      return UnitState.of(wanted.state()).givesOut();
    }

    Giving giving() {
      return new Giving(wanted.organisation(), wanted.pack(), submission.event().eventTime());
    }
  }

  StoredPackChanges(Transactions transactions, Capture capture, OffSale offSale) {
    this.offSale = offSale;
    this.transactions = transactions;
    this.capture = capture;
  }

  @Override
  public Answer change(Wanted wanted) {
    return transactions.run(handle -> change(handle, List.of(wanted))).getFirst();
  }

  @Override
  public List<Answer> change(Handle transaction, List<Wanted> wanted) {
    List<Asked> asked = Columns.of(wanted, Asked::of);
    Set<Asked.Key> claimed = ChangeAnswers.claim(transaction, asked);
    // Of an id that is there twice the first is the one that was claimed.
    List<Asked> fresh = asked.stream().filter(a -> claimed.remove(a.key())).toList();
    List<Answer> answers = capture(transaction, fresh);
    ChangeAnswers.keep(transaction, fresh, answers);
    return fresh.size() == asked.size() ? answers : ChangeAnswers.of(transaction, asked);
  }

  private List<Answer> capture(Handle transaction, List<Asked> asked) {
    List<Told> told = Columns.of(asked, Told::of);
    List<Giving> givings = told.stream().filter(Told::givesOut).map(Told::giving).toList();
    Set<Giving> suspect = givings.isEmpty() ? Set.of() : offSale.among(transaction, givings);
    Predicate<Told> isOffSale = t -> t.givesOut() && suspect.contains(t.giving());
    Iterator<Outcome> outcomes =
        capture
            .capture(
                transaction,
                told.stream().filter(isOffSale.negate()).map(Told::submission).toList())
            .iterator();
    return Columns.of(told, t -> isOffSale.test(t) ? OFF_SALE : answer(outcomes.next()));
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(_, String eventId) -> new Answer.Done(eventId);
      case Outcome.Duplicate _ ->
          new Answer.Refused(
              Reason.REPEATED.code(), "This very change was made before, by another request.");
      case Outcome.Refused(Refusal refusal) ->
          new Answer.Refused(refusal.reason().code(), refusal.detail());
    };
  }

  private static Submission submissionOf(Wanted wanted) {
    return new Submission(wanted.organisation(), event(wanted), wanted.lot(), wanted.expiry());
  }

  private static EpcisEvent event(Wanted wanted) {
    UnitState state = UnitState.of(wanted.state());
    @Nullable UnitState undone = wanted.undone() == null ? null : UnitState.of(wanted.undone());
    @Nullable Gln place = wanted.place();
    return StateWords.event(
        new StateWords.Change(state, undone),
        List.of(wanted.pack().digitalLink()),
        wanted.time() == null
            ? OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS)
            : wanted.time(),
        place == null ? null : new Sgln(place, null).digitalLink());
  }
}
