package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.epcis.ReadLimits;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How much one may post to the capture interface. Thread-safe. */
@Singleton
public final class CaptureLimits {
  private final int events;
  private final long bytes;
  private final int waiting;
  private final Duration abandonedAfter;

  CaptureLimits(
      @Value("${pharmatrace.custody.capture.max-events:500000}") int events,
      @Value("${pharmatrace.custody.capture.max-bytes:268435456}") long bytes,
      @Value("${pharmatrace.custody.capture.max-waiting:100}") int waiting,
      @Value("${pharmatrace.custody.capture.abandoned-after:1h}") Duration abandonedAfter) {
    this.events = events;
    this.bytes = bytes;
    this.waiting = waiting;
    this.abandonedAfter = abandonedAfter;
  }

  /** Events of one document. */
  public int events() {
    return events;
  }

  /** Bytes of one document. */
  public long bytes() {
    return bytes;
  }

  /** Documents of one organisation that are not done with. */
  int waiting() {
    return waiting;
  }

  /** How long a document may stop coming in. */
  Duration abandonedAfter() {
    return abandonedAfter;
  }

  ReadLimits reading() {
    return ReadLimits.DEFAULT.withMaxBytes(bytes).withMaxEvents(events);
  }
}
