package io.pharmatrace.custody.adapter.in;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.custody.application.CaptureJob;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list of jobs begins: behind the job of this time and name; both null for
 * the first page.
 */
record PageToken(@Nullable OffsetDateTime created, @Nullable UUID id) {

  static PageToken after(CaptureJob job) {
    return new PageToken(job.createdAt(), job.captureID());
  }

  /**
   * Reads {@link #text()}; the first page for null.
   *
   * @throws ApiException when it is no token of ours
   */
  static PageToken of(@Nullable String text) {
    if (text == null) {
      return new PageToken(null, null);
    }
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), US_ASCII).split(" ", 2);
      return new PageToken(
          OffsetDateTime.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ApiException(ErrorCode.INVALID_VALUE, "nextPageToken is none of ours.");
    }
  }

  /** For a query parameter. */
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((created + " " + id).getBytes(US_ASCII));
  }
}
