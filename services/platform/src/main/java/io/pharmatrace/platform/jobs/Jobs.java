package io.pharmatrace.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpResponse;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Begins jobs. Thread-safe. */
@Singleton
public final class Jobs {
  /** Largest input, bytes; as large as a request that is held in memory. */
  public static final int MAX_INPUT = 32 << 20;

  /** Jobs of one organisation that wait or run. */
  static final int MAX_UNFINISHED = 100;

  /**
   * What a client calls a request, so that the same again is given the job that it began, as long
   * as that is kept.
   *
   * @param id chosen by the client, 1 to 100 characters
   * @param asked what is asked for beside the input, so that an id is noticed that is used for
   *     something else
   */
  public record Transaction(String id, String asked) {}

  private final Jdbi jdbi;
  private final JobRows rows;

  Jobs(Jdbi jdbi, JobRows rows) {
    this.jdbi = jdbi;
    this.rows = rows;
  }

  /**
   * Begins a job and answers the request: 202, with the address of the job in Location.
   *
   * @param caller for whom it is done; devices too, unless the route keeps them out
   * @param kind name of a {@link JobKind}
   * @param parameters as the kind writes them, at most {@value JobRequest#MAX_PARAMETERS}
   *     characters
   * @param input kept until the job is finished, so nothing that must not be kept
   * @throws ApiException as {@link #begin}
   */
  public HttpResponse<?> accept(Caller caller, String kind, String parameters, byte[] input) {
    return accept(caller, kind, parameters, input, null);
  }

  /**
   * The same, once for each transaction of the caller's organisation.
   *
   * @param once what the client calls the request; null when it calls it nothing
   * @throws ApiException {@link ErrorCode#CONFLICT} when the id was used for something else; and as
   *     {@link #begin}
   */
  public HttpResponse<?> accept(
      Caller caller, String kind, String parameters, byte[] input, @Nullable Transaction once) {
    UUID id =
        jdbi.inTransaction(
            handle ->
                once == null
                    ? begin(handle, caller, kind, parameters, input)
                    : begin(handle, caller, kind, parameters, input, once));
    Job job = rows.find(caller.organisation(), id).orElseThrow();
    return HttpResponse.accepted(location(id)).body(JobView.of(job));
  }

  /**
   * Begins a job when the caller's transaction commits.
   *
   * @return its id, see {@link #location}
   * @throws ApiException {@link ErrorCode#TOO_LARGE} for an input of more than {@link #MAX_INPUT}
   *     bytes; {@link ErrorCode#TOO_MANY_REQUESTS} when the organisation has 100 unfinished ones
   */
  public UUID begin(
      Handle transaction, Caller caller, String kind, String parameters, byte[] input) {
    if (input.length > MAX_INPUT) {
      throw new ApiException(ErrorCode.TOO_LARGE, "A job takes at most " + MAX_INPUT + " bytes.");
    }
    rows.lock(transaction, caller.organisation());
    if (rows.unfinished(transaction, caller.organisation()) >= MAX_UNFINISHED) {
      throw ApiException.tooManyRequests(
          "Your organisation has %d jobs that are not finished.".formatted(MAX_UNFINISHED),
          Duration.ofSeconds(10));
    }
    JobRequest request = new JobRequest(UUID.randomUUID(), caller, parameters);
    rows.insert(transaction, request, kind, input);
    return request.id();
  }

  private UUID begin(
      Handle handle,
      Caller caller,
      String kind,
      String parameters,
      byte[] input,
      Transaction once) {
    byte[] content = digest(kind, once.asked(), input);
    rows.lock(handle, caller.organisation());
    Optional<JobRows.Named> before = rows.named(handle, caller.organisation(), once.id());
    if (before.isPresent()) {
      if (!before.get().content().equals(ByteBuffer.wrap(content))) {
        throw new ApiException(
            ErrorCode.CONFLICT, "The transactionId was used for something else.");
      }
      return before.get().job();
    }
    UUID id = begin(handle, caller, kind, parameters, input);
    rows.name(handle, id, once.id(), content);
    return id;
  }

  private static byte[] digest(String kind, String asked, byte[] input) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((kind + "\n" + asked + "\n").getBytes(UTF_8));
      return digest.digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The address of a job. */
  public static URI location(UUID id) {
    return URI.create("/api/v1/jobs/" + id);
  }
}
