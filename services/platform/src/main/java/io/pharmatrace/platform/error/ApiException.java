package io.pharmatrace.platform.error;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error of the catalogue. */
public final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable Duration retryAfter;

  /**
   * An error of the catalogue.
   *
   * @param code which
   * @param detail what is wrong with this very request; shown to the caller, so it holds no secret
   */
  public ApiException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  private ApiException(ErrorCode code, String detail, @Nullable Duration retryAfter) {
    super(detail);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /**
   * Asks a caller to come back later.
   *
   * @param detail what there was too much of
   * @param retryAfter when; told in the header Retry-After
   */
  public static ApiException tooManyRequests(String detail, Duration retryAfter) {
    return new ApiException(ErrorCode.TOO_MANY_REQUESTS, detail, retryAfter);
  }

  /** When the same request may succeed, if that is known. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Which error of the catalogue. */
  public ErrorCode code() {
    return code;
  }
}
