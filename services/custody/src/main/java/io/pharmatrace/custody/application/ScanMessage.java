package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A raw read as a scanner publishes it to topic {@code scans}; scan.schema.json describes it.
 *
 * @param scanId the reader's own number of this read; with the reader it identifies the scan
 * @param reader name of the scanner, as registered
 * @param readPoint Digital Link or URN of the SGLN where it stands
 * @param symbology AIM symbology identifier, for example {@code ]d2}
 * @param data what the reader emitted, with GS (U+001D) between fields
 * @param bizStep CBV 2.0 business step
 * @param time ISO 8601 with the offset of the place
 * @param container label of the container, for packing and unpacking
 * @param destination Digital Link or URN of the receiving party, for shipping
 */
@Serdeable
public record ScanMessage(
    @Nullable String scanId,
    @Nullable String reader,
    @Nullable String readPoint,
    @Nullable String symbology,
    @Nullable String data,
    @Nullable String bizStep,
    @Nullable String time,
    @Nullable String container,
    @Nullable String destination) {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7E]{1,64}");
  private static final int MAX_TEXT = 1024;

  /** What it says, in short: a scanId stands for one message. */
  String fingerprint() {
    return Fingerprint.of(readPoint, symbology, data, bizStep, time, container, destination);
  }

  /** What is wrong with the form of the message; empty when nothing is. */
  Optional<String> fault() {
    if (scanId == null || !NAME.matcher(scanId).matches()) {
      return Optional.of("scanId must be 1 to 64 printable ASCII characters without blanks.");
    }
    if (reader == null || !NAME.matcher(reader).matches()) {
      return Optional.of("reader must be 1 to 64 printable ASCII characters without blanks.");
    }
    if (readPoint == null || data == null || bizStep == null || time == null) {
      return Optional.of("readPoint, data, bizStep and time are required.");
    }
    boolean tooLong =
        Stream.of(readPoint, symbology, data, bizStep, time, container, destination)
            .anyMatch(text -> text != null && text.length() > MAX_TEXT);
    return tooLong
        ? Optional.of("A field is longer than " + MAX_TEXT + " characters.")
        : Optional.empty();
  }
}
