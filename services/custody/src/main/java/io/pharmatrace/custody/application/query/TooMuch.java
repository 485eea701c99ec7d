package io.pharmatrace.custody.application.query;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.Duration;

/** The errors of queries that ask for too much (EPCIS 2.0 section 8.2.6). */
final class TooMuch {
  private TooMuch() {}

  /** QueryTooLargeException: the answer has too much. */
  static ApiException large(String why) {
    return new ApiException(ErrorCode.QUERY_TOO_LARGE, "The result is too large: " + why);
  }

  /** QueryTooComplexException: the answer takes too long. */
  static ApiException time(Duration longest) {
    return new ApiException(
        ErrorCode.QUERY_TOO_COMPLEX,
        "The query took longer than " + longest.toSeconds() + " seconds.");
  }
}
