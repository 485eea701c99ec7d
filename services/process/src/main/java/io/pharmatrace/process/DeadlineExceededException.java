package io.pharmatrace.process;

import java.time.Duration;

/** Something did not come to pass in time. The message names what was waited for and how long. */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeadlineExceededException(String what, Duration deadline, String detail) {
    super(
        "gave up waiting for "
            + what
            + " after "
            + deadline.toSeconds()
            + " s"
            + (detail.isEmpty() ? "" : ": " + detail));
  }
}
