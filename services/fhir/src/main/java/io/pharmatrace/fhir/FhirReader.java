package io.pharmatrace.fhir;

import io.pharmatrace.fhir.read.ResourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads one resource in FHIR's JSON. Strict: what is not in the table of elements is refused by
 * name and never dropped. Bad input is a value, never an exception, whatever the bytes. Immutable
 * and thread-safe.
 */
public final class FhirReader {
  private final ReadLimits limits;

  /** A reader with the default limits. */
  public FhirReader() {
    this(ReadLimits.DEFAULT);
  }

  /** A reader with limits of its own. */
  public FhirReader(ReadLimits limits) {
    this.limits = Objects.requireNonNull(limits);
  }

  /** Reads a resource. */
  public ReadResult read(byte[] bytes) {
    return ResourceReader.read(bytes, limits);
  }

  /**
   * Reads a resource; of a stream beyond the limit no more than that is read. Does not close it.
   *
   * @throws IOException if the stream itself fails
   */
  public ReadResult read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(limits.maxBytes() + 1);
    return bytes.length > limits.maxBytes()
        ? ResourceReader.tooLarge(limits)
        : ResourceReader.read(bytes, limits);
  }
}
