package io.pharmatrace.custody.application;

import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.ChangeAnswers.Asked;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.platform.Batcher;
import io.pharmatrace.platform.Columns;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Captures changes of state as events, one for each pack, and keeps the answers for repeats. What
 * is wanted at the same time shares a transaction. Thread-safe.
 */
@Singleton
final class StoredPackChanges implements PackChanges {
  private static final int MOST = 64;

  /** Whose pack is in use by another transaction waits alone, and keeps nobody else waiting. */
  private static final String IMPATIENT = "SET LOCAL lock_timeout = '50ms'";

  /** Longer than that no till waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Transactions transactions;
  private final Capture capture;
  private final Suspicions suspicions;
  private final Batcher<Wanted, Answer> simultaneous;

  StoredPackChanges(Transactions transactions, Capture capture, Suspicions suspicions) {
    this.suspicions = suspicions;
    this.transactions = transactions;
    this.capture = capture;
    this.simultaneous =
        new Batcher<>("pack-changes", MOST, PATIENCE, this::impatiently, this::patiently);
  }

  @PreDestroy
  void close() {
    simultaneous.close();
  }

  @Override
  public Answer change(Wanted wanted) {
    return simultaneous.answer(wanted);
  }

  private List<Answer> impatiently(List<Wanted> wanted) {
    return transactions.run(
        handle -> {
          handle.execute(IMPATIENT);
          return change(handle, wanted);
        });
  }

  private Answer patiently(Wanted wanted) {
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
    List<Answer> all =
        fresh.size() == asked.size() ? answers : ChangeAnswers.of(transaction, asked);
    ChangeAnswers.forgetWaiting(transaction, fresh, answers);
    return all;
  }

  private List<Answer> capture(Handle transaction, List<Asked> asked) {
    List<Submission> changes = asked.stream().map(a -> submission(a.wanted())).toList();
    ChangeAlerts alerts = new ChangeAlerts(suspicions);
    List<Outcome> outcomes = capture.captureChanges(transaction, changes, alerts);
    return IntStream.range(0, changes.size())
        .mapToObj(i -> answer(changes.get(i), outcomes.get(i), alerts))
        .toList();
  }

  private static Answer answer(Submission change, Outcome outcome, ChangeAlerts alerts) {
    return switch (outcome) {
      case Outcome.Accepted(_, String eventId) -> new Answer.Done(eventId);
      case Outcome.Duplicate _ ->
          new Answer.Refused(
              Reason.REPEATED.code(),
              "This very change was made before, by another request.",
              ChangeAlerts.repeat());
      case Outcome.Refused(Refusal refusal) ->
          new Answer.Refused(refusal.reason().code(), refusal.detail(), alerts.of(change, refusal));
    };
  }

  private static Submission submission(Wanted wanted) {
    return new Submission(
        wanted.organisation(), event(wanted), wanted.lot(), wanted.expiry(), wanted.entry());
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
