package io.pharmatrace.besu;

/** No distribution of Besu could be had. The message says why, in one line. */
public final class BesuUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BesuUnavailableException(String message) {
    super(message);
  }

  BesuUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
