package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.DocumentCapture.DocumentFormat;
import io.pharmatrace.custody.application.EventBatches.Batch;
import io.pharmatrace.custody.application.Rejections.NewRejection;
import io.pharmatrace.custody.application.Rejections.Source;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.Format;
import io.pharmatrace.epcis.MasterData;
import io.pharmatrace.epcis.StreamResult;
import io.pharmatrace.platform.Steps;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes received documents into custody, batch by batch in constant memory. While a process works
 * on a document it holds a lock on it in a transaction of its own, the guard; when it dies, another
 * one goes on where the last transaction ended. Thread-safe.
 */
@Singleton
public class DocumentWorker {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentWorker.class);
  private static final String SAVEPOINT = "document";

  /** Of a rejected document, so many bytes are kept as its original. */
  private static final int MAX_ORIGINAL = 1_000_000;

  private final Jdbi jdbi;
  private final Transactions transactions;
  private final CaptureDocuments documents;
  private final CaptureJobs jobs;
  private final BatchCapture capture;
  private final MasterDataStore masterData;
  private final Rejections rejections;
  private final Steps steps;
  private final CaptureLimits limits;
  private final Suspicions suspicions;
  private final EpcisReader reader;

  DocumentWorker(
      Jdbi jdbi,
      Transactions transactions,
      CaptureDocuments documents,
      CaptureJobs jobs,
      BatchCapture capture,
      MasterDataStore masterData,
      Rejections rejections,
      Steps steps,
      CaptureLimits limits,
      Suspicions suspicions) {
    this.suspicions = suspicions;
    this.jdbi = jdbi;
    this.transactions = transactions;
    this.documents = documents;
    this.jobs = jobs;
    this.capture = capture;
    this.masterData = masterData;
    this.rejections = rejections;
    this.steps = steps;
    this.limits = limits;
    this.reader = new EpcisReader(limits.reading());
  }

  /**
   * What a reading of a document came to.
   *
   * @param next position of the event after the last one
   * @param masterData what the document lists
   * @param problems what is wrong outside the events
   */
  private record Read(int next, List<MasterData> masterData, CaptureError.Tally problems) {}

  /** Removes documents that stopped coming in. */
  public void removeAbandoned() {
    jdbi.useTransaction(handle -> documents.removeAbandoned(handle, limits.abandonedAfter()));
  }

  /**
   * Does the next document that nobody else works on.
   *
   * @return whether there was one
   */
  public boolean doNext() {
    // Opened by hand: within jdbi.inTransaction the transactions of the batches would be this one.
    try (Handle guard = jdbi.open()) {
      return guard.inTransaction(
          same -> {
            Optional<UUID> id = documents.claim(guard);
            id.ifPresent(
                document -> {
                  work(guard, document);
                  documents.remove(guard, document);
                });
            return id.isPresent();
          });
    }
  }

  private void work(Handle guard, UUID id) {
    // A job that is finished was done by a process that died right after.
    transactions
        .run(handle -> jobs.lock(handle, id))
        .ifPresent(
            job -> {
              try {
                if (job.proceed()) {
                  proceed(guard, id, job);
                } else {
                  allOrNothing(guard, id, job);
                }
              } catch (RuntimeException e) {
                if (Transactions.isOutage(e)) {
                  throw e;
                }
                LOG.warn("document {} cannot be captured", id, e);
                CaptureError.Tally fault = new CaptureError.Tally();
                fault.add(CaptureError.of(null, BatchCapture.unforeseen(e)));
                transactions.run(handle -> finish(guard, handle, id, fault, fault.refusal()));
              }
            });
  }

  /** A transaction for each batch: what is stored stays stored. Master data comes with the end. */
  private void proceed(Handle guard, UUID id, CaptureJobs.Progress job) {
    Read read =
        read(
            guard,
            id,
            job.next(),
            batch -> {
              capture.proceed(id, batch);
              steps.reached(Steps.CAPTURED);
            });
    transactions.run(
        handle -> {
          if (read.problems().isEmpty() && jobs.lock(handle, id).isPresent()) {
            masterData.save(handle, job.organisation(), read.masterData());
          }
          return finish(
              guard,
              handle,
              id,
              read.problems(),
              read.problems().refusal().or(() -> jobs.invalid(handle, id)));
        });
  }

  /** Everything in one transaction, whose work is undone when anything is wrong. */
  private void allOrNothing(Handle guard, UUID id, CaptureJobs.Progress job) {
    transactions.run(
        handle -> {
          if (jobs.lock(handle, id).isEmpty()) {
            return true;
          }
          handle.savepoint(SAVEPOINT);
          CaptureError.Tally errors = new CaptureError.Tally();
          HeldSuspicions doubts = new HeldSuspicions();
          Read read =
              read(
                  guard,
                  id,
                  0,
                  batch -> {
                    errors.addAll(batch.invalid());
                    capture
                        .capture(handle, job, batch.events(), doubts)
                        .forEach(refused -> errors.add(refused.error()));
                    steps.reached(Steps.CAPTURED);
                  });
          errors.addAll(read.problems());
          if (errors.isEmpty()) {
            masterData.save(handle, job.organisation(), read.masterData());
            doubts.tell(handle, suspicions);
          } else {
            handle.rollbackToSavepoint(SAVEPOINT);
            doubts.tellOfRefused(handle, suspicions);
          }
          jobs.advance(handle, id, read.next(), new CaptureError.Tally());
          return finish(guard, handle, id, errors, errors.refusal());
        });
  }

  private Read read(Handle guard, UUID id, int first, Consumer<Batch> each) {
    DocumentInput in = new DocumentInput(documents, guard, id);
    EventBatches batches = new EventBatches(first, in::position, each);
    Format format =
        DocumentFormat.of(documents.chunk(guard, id, 0).orElseThrow()).orElse(Format.JSON);
    StreamResult result;
    try {
      result = reader.stream(in, format, batches);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from the database throws no such thing", e);
    }
    batches.flush();
    CaptureError.Tally errors = new CaptureError.Tally();
    result.problems().forEach(problem -> errors.add(CaptureError.of(null, problem)));
    List<MasterData> listed = result.envelope().masterData();
    MasterDataStore.refusal(listed).ifPresent(why -> errors.add(CaptureError.of(null, why)));
    return new Read(batches.next(), listed, errors);
  }

  /** Ends a job; a document that cannot be used as a whole is kept as a rejection. */
  private boolean finish(
      Handle guard, Handle handle, UUID id, CaptureError.Tally errors, Optional<Refusal> reject) {
    jobs.lock(handle, id)
        .ifPresent(
            job -> {
              jobs.advance(handle, id, job.next(), errors);
              jobs.finish(handle, id);
              rejections.add(
                  handle,
                  reject.stream()
                      .map(
                          why ->
                              new NewRejection(
                                  job.organisation(), Source.CAPTURE, why, beginning(guard, id)))
                      .toList());
            });
    return true;
  }

  private String beginning(Handle guard, UUID id) {
    try (DocumentInput in = new DocumentInput(documents, guard, id)) {
      return new String(in.readNBytes(MAX_ORIGINAL), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from the database throws no such thing", e);
    }
  }
}
