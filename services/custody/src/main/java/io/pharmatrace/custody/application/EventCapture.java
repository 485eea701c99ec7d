package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.custody.application.Rejections.NewRejection;
import io.pharmatrace.custody.application.Rejections.Source;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.ReadResult;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes single events into custody at once. Thread-safe. */
@Singleton
public class EventCapture {
  private final EpcisReader reader = new EpcisReader(ReadLimits.DEFAULT.withMaxEvents(2));
  private final Transactions transactions;
  private final Capture capture;
  private final Rejections rejections;

  EventCapture(Transactions transactions, Capture capture, Rejections rejections) {
    this.transactions = transactions;
    this.capture = capture;
    this.rejections = rejections;
  }

  /**
   * An event that is stored.
   *
   * @param eventId the one that it has, else its CBV 2.0 hash; of a repeat that of the stored event
   * @param repeat whether it was stored before
   */
  public record Captured(String eventId, boolean repeat) {}

  /**
   * Captures one event.
   *
   * @param organisation who captures it
   * @param site to which who captures it is confined, if so
   * @param text the bare event, XML or JSON(-LD)
   * @throws ApiException when it cannot be stored; it is kept as a rejection, unless it is of
   *     another site than who is confined to one may tell of
   */
  public Captured capture(UUID organisation, @Nullable Gln site, byte[] text) {
    EpcisEvent event =
        switch (read(text)) {
          case ReadResult.Invalid(List<Problem> problems) ->
              throw rejected(organisation, text, invalid(problems));
          case ReadResult.Valid(var document)
              when document.envelope().kind() != Envelope.Kind.BARE_EVENT
                  || document.events().size() != 1 ->
              throw rejected(
                  organisation,
                  text,
                  new Refusal(
                      Reason.INVALID_EVENT,
                      "Here is a place for one bare event; post documents to /epcis/v2/capture."));
          case ReadResult.Valid(var document) -> document.events().getFirst();
        };
    Confinement.refusal(site, event)
        .ifPresent(
            refusal -> {
              throw new ApiException(ErrorCode.FORBIDDEN, refusal.detail());
            });
    Outcome outcome =
        transactions.run(
            handle ->
                capture
                    .captureTold(handle, List.of(Submission.of(organisation, event)))
                    .getFirst());
    return switch (outcome) {
      case Outcome.Accepted(_, String eventId) -> new Captured(eventId, false);
      case Outcome.Duplicate(_, String eventId) -> new Captured(eventId, true);
      case Outcome.Refused(Refusal refusal) -> throw rejected(organisation, text, refusal);
    };
  }

  private ReadResult read(byte[] text) {
    try {
      return reader.read(new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  private static Refusal invalid(List<Problem> problems) {
    CaptureError.Tally all = new CaptureError.Tally();
    problems.forEach(problem -> all.add(CaptureError.of(null, problem)));
    return all.refusal().orElseThrow();
  }

  private ApiException rejected(UUID organisation, byte[] text, Refusal refusal) {
    transactions.run(
        handle -> {
          rejections.add(
              handle,
              List.of(
                  new NewRejection(
                      organisation, Source.CAPTURE, refusal, new String(text, UTF_8))));
          return true;
        });
    return new ApiException(ErrorCode.UNUSABLE, refusal.reason().code() + ": " + refusal.detail());
  }
}
