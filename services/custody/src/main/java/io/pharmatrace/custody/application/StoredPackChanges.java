package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Sgln;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Captures changes of state as events, and keeps the answer for a repeat. Thread-safe. */
@Singleton
final class StoredPackChanges implements PackChanges {
  private final Transactions transactions;
  private final Capture capture;

  StoredPackChanges(Transactions transactions, Capture capture) {
    this.transactions = transactions;
    this.capture = capture;
  }

  @Override
  public Answer change(Wanted wanted) {
    EpcisEvent event = event(wanted);
    return transactions.run(handle -> change(handle, wanted, event));
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

  private Answer change(Handle handle, Wanted wanted, EpcisEvent event) {
    byte[] content = content(wanted);
    // Waits for a request of the same id that is under way.
    boolean first =
        handle
                .createUpdate(
                    """
                    INSERT INTO custody.pack_change (organisation_id, transaction_id, content)
                    VALUES (:organisation, :id, :content) ON CONFLICT DO NOTHING
                    """)
                .bind("organisation", wanted.organisation())
                .bind("id", wanted.transactionId())
                .bind("content", content)
                .execute()
            == 1;
    if (!first) {
      return before(handle, wanted, content);
    }
    Outcome outcome =
        capture
            .capture(
                handle,
                List.of(
                    new Submission(wanted.organisation(), event, wanted.lot(), wanted.expiry())))
            .getFirst();
    Answer answer =
        switch (outcome) {
          case Outcome.Accepted(_, String eventId) -> new Answer.Done(eventId);
          case Outcome.Duplicate _ ->
              new Answer.Refused(
                  Reason.ALREADY_SO.code(),
                  "This very change was made before, by another request.");
          case Outcome.Refused(Refusal refusal) ->
              new Answer.Refused(refusal.reason().code(), refusal.detail());
        };
    keep(handle, wanted, answer);
    return answer;
  }

  private static void keep(Handle handle, Wanted wanted, Answer answer) {
    handle
        .createUpdate(
            """
            UPDATE custody.pack_change SET event_uri = :event, reason = :reason, detail = :detail
            WHERE organisation_id = :organisation AND transaction_id = :id
            """)
        .bind("event", answer instanceof Answer.Done(String eventId) ? eventId : null)
        .bind("reason", answer instanceof Answer.Refused(String code, _) ? code : null)
        .bind("detail", answer instanceof Answer.Refused(_, String detail) ? detail : null)
        .bind("organisation", wanted.organisation())
        .bind("id", wanted.transactionId())
        .execute();
  }

  private static Answer before(Handle handle, Wanted wanted, byte[] content) {
    Optional<Answer> same =
        handle
            .createQuery(
                """
                SELECT event_uri, reason, detail FROM custody.pack_change
                WHERE organisation_id = :organisation AND transaction_id = :id
                  AND content = :content
                """)
            .bind("organisation", wanted.organisation())
            .bind("id", wanted.transactionId())
            .bind("content", content)
            .map(
                (r, c) -> {
                  @Nullable String event = r.getString("event_uri");
                  return event == null
                      ? new Answer.Refused(r.getString("reason"), r.getString("detail"))
                      : (Answer) new Answer.Done(event);
                })
            .findOne();
    return same.orElseGet(Answer.OtherContent::new);
  }

  /** What is asked for, so that an id that is used for something else is noticed. */
  private static byte[] content(Wanted wanted) {
    String all =
        String.join(
            "\n",
            wanted.pack().digitalLink(),
            wanted.state(),
            String.valueOf(wanted.undone()),
            String.valueOf(wanted.time()),
            String.valueOf(wanted.place()),
            String.valueOf(wanted.lot()),
            String.valueOf(wanted.expiry()));
    try {
      return MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
