package io.pharmatrace.platform.error;

import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error of the catalogue. */
public final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final Map<String, String> headers;
  private final @Nullable String reason;
  private final @Nullable String action;
  private final Problem.@Nullable Alert alert;

  /**
   * An error of the catalogue.
   *
   * @param code which
   * @param detail what is wrong with this very request; shown to the caller, so it holds no secret
   */
  public ApiException(ErrorCode code, String detail) {
    this(code, detail, Map.of(), null, null, null);
  }

  private ApiException(
      ErrorCode code,
      String detail,
      Map<String, String> headers,
      @Nullable String reason,
      @Nullable String action,
      Problem.@Nullable Alert alert) {
    super(detail);
    this.alert = alert;
    this.code = code;
    this.headers = headers;
    this.reason = reason;
    this.action = action;
  }

  /**
   * Refuses a value, {@link ErrorCode#INVALID_VALUE}.
   *
   * @param kind of mistake, if it is one of those that have a code
   * @param detail a sentence about this very value
   */
  public static ApiException invalid(@Nullable InvalidValue kind, String detail) {
    return new ApiException(
        ErrorCode.INVALID_VALUE, detail, Map.of(), kind == null ? null : kind.code(), null, null);
  }

  /**
   * Refuses a change that the rules do not allow.
   *
   * @param reason code of docs/errors.md, "Why a scan or event is rejected"
   * @param detail a sentence about this very change
   * @param action what to do about that reason
   */
  public static ApiException refused(String reason, String detail, String action) {
    return new ApiException(ErrorCode.CHANGE_REFUSED, detail, Map.of(), reason, action, null);
  }

  /** The same, which is that alert. */
  public ApiException with(Problem.@Nullable Alert told) {
    return new ApiException(code, String.valueOf(getMessage()), headers, reason, action, told);
  }

  /**
   * Asks a caller to come back later.
   *
   * @param detail what there was too much of
   * @param retryAfter when; told in the header Retry-After
   */
  public static ApiException tooManyRequests(String detail, Duration retryAfter) {
    return new ApiException(
        ErrorCode.TOO_MANY_REQUESTS,
        detail,
        Map.of("Retry-After", String.valueOf(retryAfter.toSeconds() + 1)),
        null,
        null,
        null);
  }

  /**
   * Cannot do it at present, because others are served.
   *
   * @param detail what is in the way
   * @param retryAfter when to come back; told in the header Retry-After
   */
  public static ApiException unavailable(String detail, Duration retryAfter) {
    return new ApiException(
        ErrorCode.UNAVAILABLE,
        detail,
        Map.of("Retry-After", String.valueOf(retryAfter.toSeconds())),
        null,
        null,
        null);
  }

  /**
   * Says that what was to be made is there already.
   *
   * @param detail what that is
   * @param location its address; told in the header Location
   */
  public static ApiException alreadyThere(String detail, URI location) {
    return new ApiException(
        ErrorCode.CONFLICT, detail, Map.of("Location", location.toString()), null, null, null);
  }

  /** Headers of the answer, beside those that every answer has. */
  Map<String, String> headers() {
    return headers;
  }

  /** What to do, where that is more than the catalogue says of the code. */
  @Nullable String action() {
    return action;
  }

  /** Why a change was refused or a value is not valid, or null. */
  public @Nullable String reason() {
    return reason;
  }

  /** What a refused change is an alert of, or null. */
  Problem.@Nullable Alert alert() {
    return alert;
  }

  /** Which error of the catalogue. */
  public ErrorCode code() {
    return code;
  }
}
