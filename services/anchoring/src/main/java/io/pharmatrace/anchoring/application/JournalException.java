package io.pharmatrace.anchoring.application;

/** The journal did not take, or does not give back, what it should. */
public final class JournalException extends RuntimeException {
  /** A fault without a deeper cause. */
  public JournalException(String message) {
    super(message);
  }

  /** A fault with its cause. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
