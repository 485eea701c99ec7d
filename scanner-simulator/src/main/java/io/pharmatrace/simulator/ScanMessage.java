package io.pharmatrace.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A message of topic {@code scans}; {@code scan.schema.json} of module custody describes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScanMessage(
    String scanId,
    String reader,
    String readPoint,
    String symbology,
    String data,
    String bizStep,
    String time,
    @Nullable String container,
    @Nullable String destination) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  /** A time with milliseconds and offset. */
  static String time(OffsetDateTime time) {
    return TIME.format(time);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings is always JSON", e);
    }
  }
}
