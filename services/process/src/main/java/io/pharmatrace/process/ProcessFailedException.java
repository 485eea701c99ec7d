package io.pharmatrace.process;

/** A program could not be started, or ended when it should have kept running. */
public final class ProcessFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the fault.
   *
   * @param message what failed and where to look
   */
  public ProcessFailedException(String message) {
    super(message);
  }

  /**
   * Creates the fault.
   *
   * @param message what failed and where to look
   * @param cause what it came from
   */
  public ProcessFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
