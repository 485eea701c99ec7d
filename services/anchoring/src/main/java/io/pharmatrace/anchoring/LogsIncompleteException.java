package io.pharmatrace.anchoring;

/**
 * The database was started, or restored, and anchoring has not yet made sure that it has all of
 * every log. That takes seconds; what was to be done is to be tried again.
 */
public final class LogsIncompleteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The fault. */
  public LogsIncompleteException() {
    super("the logs are being completed from the journal; try again in some seconds");
  }
}
