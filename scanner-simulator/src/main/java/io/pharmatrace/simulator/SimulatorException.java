package io.pharmatrace.simulator;

import org.jspecify.annotations.Nullable;

/** Something outside did not do its part; the message tells a person what and where. */
final class SimulatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimulatorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
