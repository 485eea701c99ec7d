package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Format;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Receives EPCIS documents: each is stored durably as it comes, one chunk in memory at a time, and
 * taken into custody later ({@link DocumentWorker}). Thread-safe.
 */
@Singleton
public class DocumentCapture {
  /** Small enough for many uploads at once, large enough for few statements. */
  static final int CHUNK = 256 * 1024;

  private final Jdbi jdbi;
  private final CaptureDocuments documents;
  private final CaptureJobs jobs;
  private final Rejections rejections;
  private final CaptureLimits limits;

  DocumentCapture(
      Jdbi jdbi,
      CaptureDocuments documents,
      CaptureJobs jobs,
      Rejections rejections,
      CaptureLimits limits) {
    this.jdbi = jdbi;
    this.documents = documents;
    this.jobs = jobs;
    this.rejections = rejections;
    this.limits = limits;
  }

  /**
   * Receives a document. When this returns, it is stored and its job will be done.
   *
   * @param organisation who captures it
   * @param site to which who captures it is confined, if so
   * @param body XML or JSON(-LD); read to its end and not closed
   * @param proceed store what can be stored; otherwise nothing unless everything can be
   * @throws ApiException when it is too large, has not even the beginning of a document, or too
   *     many documents of the organisation wait, or it paused for too long
   * @throws IOException when the sender breaks off; nothing is kept
   */
  public CaptureJob receive(
      UUID organisation, @Nullable Gln site, InputStream body, boolean proceed) throws IOException {
    UUID id = UUID.randomUUID();
    byte[] first = body.readNBytes(CHUNK);
    if (DocumentFormat.of(first).isEmpty()) {
      throw unreadable(organisation, first);
    }
    jdbi.useTransaction(
        handle -> {
          if (documents.count(handle, organisation) >= limits.waiting()) {
            throw ApiException.tooManyRequests(
                limits.waiting() + " documents of your organisation wait to be captured.",
                Duration.ofSeconds(10));
          }
          documents.begin(handle, id, organisation);
        });
    boolean whole = false;
    try {
      store(id, first, body);
      CaptureJob job =
          jdbi.inTransaction(
              handle -> {
                jobs.insert(handle, id, organisation, site, proceed);
                if (!documents.received(handle, id)) {
                  throw paused();
                }
                return jobs.find(handle, organisation, id).orElseThrow();
              });
      whole = true;
      return job;
    } finally {
      if (!whole) {
        jdbi.useTransaction(handle -> documents.remove(handle, id));
      }
    }
  }

  private void store(UUID id, byte[] first, InputStream body) throws IOException {
    long size = 0;
    byte[] chunk = first;
    for (int n = 0; chunk.length > 0; n++) {
      size += chunk.length;
      if (size > limits.bytes()) {
        throw tooLarge(limits);
      }
      int number = n;
      byte[] bytes = chunk;
      if (!jdbi.inTransaction(handle -> documents.append(handle, id, number, bytes))) {
        throw paused();
      }
      chunk = body.readNBytes(CHUNK);
    }
  }

  private ApiException paused() {
    return new ApiException(
        ErrorCode.CONFLICT,
        "Nothing of the document came in for " + limits.abandonedAfter() + "; send it again.");
  }

  /** The error of a document that is larger than is allowed. */
  public static ApiException tooLarge(CaptureLimits limits) {
    return new ApiException(
        ErrorCode.TOO_LARGE, "A document has at most " + limits.bytes() + " bytes.");
  }

  private ApiException unreadable(UUID organisation, byte[] beginning) {
    Refusal refusal =
        new Refusal(
            Reason.INVALID_EVENT, "This is neither XML nor JSON: it begins with none of < { [.");
    jdbi.useTransaction(
        handle ->
            rejections.add(
                handle,
                List.of(
                    new Rejections.NewRejection(
                        organisation,
                        Rejections.Source.CAPTURE,
                        refusal,
                        new String(beginning, UTF_8)))));
    return new ApiException(ErrorCode.UNUSABLE, refusal.detail());
  }

  /** The job of that name, if it is the organisation's. */
  public Optional<CaptureJob> find(UUID organisation, UUID id) {
    return jdbi.withHandle(handle -> jobs.find(handle, organisation, id));
  }

  /**
   * Jobs of an organisation, newest first, each with its first errors.
   *
   * @param after list only those behind this one of the organisation; null for all
   * @param limit how many at the most
   */
  public List<CaptureJob> list(UUID organisation, @Nullable UUID after, int limit) {
    return jdbi.withHandle(handle -> jobs.list(handle, organisation, after, limit));
  }

  /** Tells the syntax of a document from its first bytes. */
  static final class DocumentFormat {
    private static final int LOOK_AHEAD = 4096;

    private DocumentFormat() {}

    /** The syntax, behind white space and byte order mark in any Unicode encoding; else empty. */
    static Optional<Format> of(byte[] beginning) {
      for (int i = 0; i < Math.min(LOOK_AHEAD, beginning.length); i++) {
        switch (beginning[i] & 0xFF) {
          case '<' -> {
            return Optional.of(Format.XML);
          }
          case '{', '[' -> {
            return Optional.of(Format.JSON);
          }
          case ' ', '\t', '\r', '\n', 0, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF -> {}
          default -> {
            return Optional.empty();
          }
        }
      }
      return Optional.empty();
    }
  }
}
