package io.pharmatrace.custody.application.query;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * Behind which event a page begins.
 *
 * @param time event or record time, by which events are ordered
 * @param id of the stored event
 * @param given how many events the pages before have
 */
public record Position(OffsetDateTime time, long id, int given) {

  /** For a page token. */
  public String text() {
    return time + " " + id + " " + given;
  }

  /** Reads {@link #text()}. */
  public static Position of(String text) {
    String[] parts = text.split(" ", -1);
    try {
      return new Position(
          OffsetDateTime.parse(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new ApiException(ErrorCode.QUERY_PARAMETER, "nextPageToken is of another list.");
    }
  }
}
