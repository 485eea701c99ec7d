package io.pharmatrace.platform.error;

/**
 * Every error that a caller can see: its stable code, HTTP status, title and what to do next. Codes
 * are never reused or renamed; a test holds the list against docs/errors.md.
 */
public enum ErrorCode {
  BAD_REQUEST(
      "request-malformed", 400, "The request is malformed", "Correct it as the detail says."),
  INVALID_VALUE(
      "value-invalid", 400, "A value is not valid", "Correct the value that the detail names."),
  QUERY_PARAMETER(
      "query-parameter-invalid",
      400,
      "A parameter of the query cannot be used",
      "Correct what the detail names; no parameter is ever ignored."),
  SUBSCRIPTION_INVALID(
      "subscription-invalid",
      400,
      "The subscription cannot be made so",
      "Correct what the detail names; nothing was subscribed."),
  UNAUTHENTICATED(
      "login-required",
      401,
      "A valid token is required",
      "Log in at POST /api/v1/login and send the token."),
  LOGIN_FAILED("login-failed", 401, "User name or password is wrong", "Check both and try again."),
  FORBIDDEN(
      "not-permitted",
      403,
      "Your role does not permit this",
      "Ask your administrator for the role."),
  SUSPENDED(
      "suspended",
      403,
      "You may not act at present",
      "You, your site or your organisation is suspended or retired; ask your administrator."),
  NOT_FOUND(
      "not-found",
      404,
      "There is nothing here for you",
      "Check the address and the identifiers in it."),
  QUERY_UNKNOWN(
      "query-unknown",
      404,
      "There is no query of this name",
      "List yours at GET /epcis/v2/queries."),
  METHOD_NOT_ALLOWED(
      "method-not-allowed", 405, "This method is not offered here", "See the Allow header."),
  NOT_ACCEPTABLE(
      "not-acceptable",
      406,
      "Nothing that you accept is offered",
      "Accept a media type and a version that the detail names, as application/json."),
  CONFLICT(
      "conflict", 409, "This contradicts what is recorded", "Look at the present record first."),
  CHANGE_REFUSED(
      "change-refused", 409, "The change cannot be made", "See the reason; nothing was changed."),
  NOT_DUE(
      "batch-not-due",
      409,
      "The batch cannot be archived yet",
      "Wait for what the detail names; nothing was removed."),
  ARCHIVE_DIFFERS(
      "archive-differs",
      409,
      "The archive is not what is on record",
      "Download it again; nothing was removed."),
  TOO_LARGE("request-too-large", 413, "The request is too large", "Send it in smaller parts."),
  QUERY_TOO_LARGE(
      "query-too-large",
      413,
      "The result of the query is too large",
      "Narrow the query, for example by time, or raise maxEventCount."),
  QUERY_TOO_COMPLEX(
      "query-too-complex",
      413,
      "The query is too complex",
      "Narrow the query by time, identifier or place."),
  URI_TOO_LONG(
      "uri-too-long",
      414,
      "The address is too long",
      "Store the query with POST /epcis/v2/queries and ask for its events."),
  UNSUPPORTED_MEDIA_TYPE(
      "media-type-unsupported",
      415,
      "This media type or version is not understood here",
      "See the API description."),
  UNUSABLE(
      "content-unusable",
      400,
      "The content cannot be used",
      "Correct what the detail names; nothing was stored."),
  TOO_MANY_REQUESTS(
      "too-many-requests", 429, "Too many requests", "Wait as long as Retry-After says."),
  INTERNAL(
      "internal-error",
      500,
      "Something failed on our side",
      "Try again; if it stays, report the instance id."),
  NOT_IMPLEMENTED(
      "not-implemented", 501, "This is not offered here", "Do without it; nothing depends on it."),
  UNAVAILABLE(
      "unavailable", 503, "A part that this needs is down", "Try again in a moment; see /health.");

  private final String code;
  private final int status;
  private final String title;
  private final String action;

  ErrorCode(String code, int status, String title, String action) {
    this.code = code;
    this.status = status;
    this.title = title;
    this.action = action;
  }

  /** Stable code, lower case words joined by hyphens. */
  public String code() {
    return code;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /**
   * The exception that EPCIS 2.0 (section 8.2.6 and its OpenAPI description) has for it, with the
   * prefix {@code epcisException:}.
   */
  public String epcisException() {
    String name =
        switch (this) {
          case SUBSCRIPTION_INVALID -> "SubscriptionControlsException";
          case QUERY_PARAMETER -> "QueryParameterException";
          case BAD_REQUEST, INVALID_VALUE, UNUSABLE -> "ValidationException";
          case UNAUTHENTICATED, LOGIN_FAILED, FORBIDDEN, SUSPENDED -> "SecurityException";
          case NOT_FOUND -> "NoSuchResourceException";
          case QUERY_UNKNOWN -> "NoSuchNameException";
          case NOT_ACCEPTABLE -> "NotAcceptableException";
          case CONFLICT, CHANGE_REFUSED, NOT_DUE, ARCHIVE_DIFFERS ->
              "ResourceAlreadyExistsException";
          case TOO_LARGE -> "CaptureLimitExceededException";
          case QUERY_TOO_LARGE -> "QueryTooLargeException";
          case QUERY_TOO_COMPLEX -> "QueryTooComplexException";
          case URI_TOO_LONG -> "URITooLongException";
          case UNSUPPORTED_MEDIA_TYPE -> "UnsupportedMediaTypeException";
          default -> "ImplementationException";
        };
    return "epcisException:" + name;
  }

  /** What is wrong, in general. */
  public String title() {
    return title;
  }

  /** What to do next. */
  public String action() {
    return action;
  }
}
