package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.Rejections.NewRejection;
import io.pharmatrace.custody.application.Rejections.Source;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ReadResult;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes EPCIS documents into custody, in one transaction each. Thread-safe. */
@Singleton
public class DocumentCapture {
  private static final int SHOWN_PROBLEMS = 5;

  /**
   * A captured document (EPCIS 2.0 section 8.2.7, CaptureJob).
   *
   * @param captureID identifies it under {@code /epcis/v2/capture/}
   * @param running always false: a document is done when it is answered
   * @param success whether every event was stored or known already
   * @param errorBehaviour rollback or proceed
   * @param events how many the document holds
   * @param errors what could not be stored
   */
  @Serdeable
  public record Job(
      UUID captureID,
      OffsetDateTime createdAt,
      OffsetDateTime finishedAt,
      boolean running,
      boolean success,
      String errorBehaviour,
      int events,
      List<EventError> errors) {}

  /**
   * An event that was not stored.
   *
   * @param event position in the document, from 0
   * @param reason stable code
   * @param detail a sentence for people
   */
  @Serdeable
  public record EventError(int event, String reason, String detail) {}

  private final EpcisReader reader = new EpcisReader();
  private final Transactions transactions;
  private final Capture capture;
  private final Rejections rejections;
  private final Json json;
  private final Jdbi jdbi;

  DocumentCapture(
      Transactions transactions, Capture capture, Rejections rejections, Json json, Jdbi jdbi) {
    this.transactions = transactions;
    this.capture = capture;
    this.rejections = rejections;
    this.json = json;
    this.jdbi = jdbi;
  }

  /**
   * Captures a document.
   *
   * @param organisation who captures it
   * @param document XML or JSON(-LD)
   * @param proceed store what can be stored; otherwise nothing unless everything can be
   * @throws ApiException when the document cannot be read; it is kept as a rejection
   */
  public Job capture(UUID organisation, byte[] document, boolean proceed) {
    return switch (read(document)) {
      case ReadResult.Valid(var read) -> store(organisation, document, read.events(), proceed);
      case ReadResult.Invalid(List<Problem> problems) -> {
        String detail =
            problems.stream()
                .limit(SHOWN_PROBLEMS)
                .map(p -> p.path() + ": " + p.message() + " (" + p.code() + ")")
                .collect(Collectors.joining(" "));
        int more = problems.size() - SHOWN_PROBLEMS;
        String whole = more > 0 ? detail + " And " + more + " more problems." : detail;
        Refusal refusal = new Refusal(Reason.INVALID_EVENT, whole);
        jdbi.useTransaction(handle -> reject(handle, organisation, refusal, document));
        throw new ApiException(ErrorCode.UNUSABLE, whole);
      }
    };
  }

  /** The job of that document, if it is the organisation's. */
  public Optional<Job> find(UUID organisation, UUID id) {
    return jdbi.withHandle(handle -> find(handle, organisation, id));
  }

  private ReadResult read(byte[] document) {
    try {
      return reader.read(new ByteArrayInputStream(document));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  private Job store(UUID organisation, byte[] document, List<EpcisEvent> events, boolean proceed) {
    List<Submission> submissions =
        events.stream().map(event -> Submission.of(organisation, event)).toList();
    return transactions.run(
        handle -> {
          List<Outcome> outcomes = capture.capture(handle, submissions, !proceed);
          List<EventError> errors = errors(outcomes);
          if (proceed) {
            rejectEach(handle, submissions, outcomes);
          } else if (!errors.isEmpty()) {
            Refusal first = ((Outcome.Refused) outcomes.get(errors.getFirst().event())).refusal();
            reject(handle, organisation, first, document);
          }
          return insert(handle, organisation, events.size(), proceed, errors);
        });
  }

  private static List<EventError> errors(List<Outcome> outcomes) {
    List<EventError> errors = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused(Refusal refusal)) {
        errors.add(new EventError(i, refusal.reason().code(), refusal.detail()));
      }
    }
    return errors;
  }

  private void rejectEach(Handle handle, List<Submission> submissions, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused(Refusal refusal)) {
        Submission submission = submissions.get(i);
        reject(
            handle,
            submission.organisation(),
            refusal,
            CanonicalDocument.of(submission.event()).getBytes(UTF_8));
      }
    }
  }

  private void reject(Handle handle, UUID organisation, Refusal refusal, byte[] original) {
    rejections.add(
        handle,
        List.of(
            new NewRejection(organisation, Source.CAPTURE, refusal, new String(original, UTF_8))));
  }

  private Job insert(
      Handle handle, UUID organisation, int events, boolean proceed, List<EventError> errors) {
    UUID id = UUID.randomUUID();
    handle
        .createUpdate(
            """
            INSERT INTO custody.capture_job (id, organisation_id, success, proceed, events, errors)
            VALUES (:id, :organisation, :success, :proceed, :events, CAST(:errors AS jsonb))
            """)
        .bind("id", id)
        .bind("organisation", organisation)
        .bind("success", errors.isEmpty())
        .bind("proceed", proceed)
        .bind("events", events)
        .bind("errors", json.write(errors.toArray(EventError[]::new)))
        .execute();
    return find(handle, organisation, id).orElseThrow();
  }

  private Optional<Job> find(Handle handle, UUID organisation, UUID id) {
    return handle
        .createQuery(
            """
            SELECT created, success, proceed, events, errors FROM custody.capture_job
            WHERE id = :id AND organisation_id = :organisation
            """)
        .bind("id", id)
        .bind("organisation", organisation)
        .map(
            (r, c) -> {
              OffsetDateTime created = r.getObject("created", OffsetDateTime.class);
              return new Job(
                  id,
                  created,
                  created,
                  false,
                  r.getBoolean("success"),
                  r.getBoolean("proceed") ? "proceed" : "rollback",
                  r.getInt("events"),
                  readErrors(r.getString("errors")));
            })
        .findOne();
  }

  private List<EventError> readErrors(String text) {
    try {
      return List.of(json.read(text, EventError[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("the database holds what we wrote", e);
    }
  }
}
