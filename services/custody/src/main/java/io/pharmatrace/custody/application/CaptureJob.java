package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a captured document (EPCIS 2.0 section 8.2.7, CaptureJob).
 *
 * @param captureID identifies it under {@code /epcis/v2/capture/}
 * @param finishedAt absent while it runs
 * @param running whether events are still to be looked at
 * @param success whether every event so far was stored or known already
 * @param captureErrorBehaviour rollback or proceed
 * @param events how many were looked at so far
 * @param errorCount how many errors there are
 * @param errors the first of them, as problem documents
 */
@Serdeable
public record CaptureJob(
    UUID captureID,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime finishedAt,
    boolean running,
    boolean success,
    String captureErrorBehaviour,
    int events,
    int errorCount,
    List<EventProblem> errors) {

  /**
   * An event that was not stored, as a problem document (RFC 9457).
   *
   * @param type the standard's name of the error (EPCIS 2.0 section 8.2)
   * @param title what is wrong, in general
   * @param status the HTTP status that it would have had alone
   * @param detail a sentence for people
   * @param code stable code of the catalogue
   * @param event position in the document, from 0; absent for the document itself
   * @param path where in the document, if that is known
   */
  @Serdeable
  public record EventProblem(
      String type,
      String title,
      int status,
      String detail,
      String code,
      @Nullable Integer event,
      @Nullable String path) {

    static EventProblem of(
        String code, String detail, @Nullable Integer event, @Nullable String path) {
      return new EventProblem(
          "epcisException:ValidationException",
          event == null ? "The document cannot be used" : "The event was not stored",
          400,
          detail,
          code,
          event,
          path);
    }
  }
}
