package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.EventBatches.Batch;
import io.pharmatrace.custody.application.EventBatches.Numbered;
import io.pharmatrace.custody.application.Rejections.NewRejection;
import io.pharmatrace.custody.application.Rejections.Source;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures one batch of a document. Thread-safe. */
@Singleton
final class BatchCapture {
  private static final Logger LOG = LoggerFactory.getLogger(BatchCapture.class);

  private final Transactions transactions;
  private final Capture capture;
  private final CaptureJobs jobs;
  private final Rejections rejections;
  private final DoubtListener listener;

  BatchCapture(
      Transactions transactions,
      Capture capture,
      CaptureJobs jobs,
      Rejections rejections,
      Suspicions suspicions) {
    this.listener = DoubtListener.of(suspicions);
    this.transactions = transactions;
    this.capture = capture;
    this.jobs = jobs;
    this.rejections = rejections;
  }

  /** An event that cannot be stored. */
  record Refused(Numbered event, Refusal why) {
    CaptureError error() {
      return CaptureError.of(event.index(), why);
    }
  }

  /**
   * Captures what can be captured, in the caller's transaction.
   *
   * @param job whose it is
   * @param doubts is told what is suspicious
   */
  List<Refused> capture(
      Handle handle, CaptureJobs.Progress job, List<Numbered> events, DoubtListener doubts) {
    List<Refused> refused = new ArrayList<>();
    List<Numbered> there = new ArrayList<>();
    for (Numbered event : events) {
      Confinement.refusal(job.site(), event.event())
          .ifPresentOrElse(why -> refused.add(new Refused(event, why)), () -> there.add(event));
    }
    List<Outcome> outcomes =
        capture.captureTold(
            handle,
            there.stream().map(e -> Submission.of(job.organisation(), e.event())).toList(),
            doubts);
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused(Refusal why)) {
        refused.add(new Refused(there.get(i), why));
      }
    }
    return refused;
  }

  /**
   * Captures a batch in a transaction of its own and notes in its job how far that is. An event
   * that cannot be stored for a reason that no rule foresaw stops no other.
   */
  void proceed(UUID job, Batch batch) {
    try {
      transactions.run(handle -> store(handle, job, batch));
    } catch (RuntimeException e) {
      if (Transactions.isOutage(e)) {
        throw e;
      }
      LOG.warn("an event cannot be stored; looking for it among {}", batch.events().size(), e);
      batch.events().forEach(event -> proceedAlone(job, event));
      transactions.run(
          handle -> store(handle, job, new Batch(batch.next(), List.of(), batch.invalid())));
    }
  }

  private void proceedAlone(UUID job, Numbered event) {
    int next = event.index() + 1;
    try {
      transactions.run(
          handle -> store(handle, job, new Batch(next, List.of(event), new CaptureError.Tally())));
    } catch (RuntimeException e) {
      if (Transactions.isOutage(e)) {
        throw e;
      }
      transactions.run(
          handle ->
              note(
                  handle,
                  job,
                  next,
                  List.of(new Refused(event, unforeseen(e))),
                  new CaptureError.Tally()));
    }
  }

  static Refusal unforeseen(RuntimeException e) {
    return new Refusal(
        Reason.UNPROCESSABLE, "It could not be stored: " + e.getClass().getSimpleName());
  }

  private boolean store(Handle handle, UUID job, Batch batch) {
    CaptureJobs.Progress progress = jobs.lock(handle, job).orElse(null);
    if (progress == null || progress.next() > batch.next()) {
      return true; // Another process took over and was faster.
    }
    List<Refused> refused = capture(handle, progress, batch.events(), listener);
    return note(handle, job, batch.next(), refused, batch.invalid());
  }

  private boolean note(
      Handle handle, UUID job, int next, List<Refused> refused, CaptureError.Tally invalid) {
    CaptureJobs.Progress progress = jobs.lock(handle, job).orElse(null);
    if (progress == null) {
      return true;
    }
    CaptureError.Tally errors = new CaptureError.Tally();
    errors.addAll(invalid);
    refused.forEach(r -> errors.add(r.error()));
    jobs.advance(handle, job, next, errors);
    rejections.add(
        handle,
        refused.stream()
            .limit(Math.max(0, CaptureError.Tally.KEPT - progress.errors()))
            .map(
                r ->
                    new NewRejection(
                        progress.organisation(),
                        Source.CAPTURE,
                        r.why(),
                        CanonicalDocument.of(r.event().event())))
            .toList());
    return true;
  }
}
