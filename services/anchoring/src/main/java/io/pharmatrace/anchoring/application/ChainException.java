package io.pharmatrace.anchoring.application;

/** The chain cannot be used now; the message says why, in one line, for operators. */
public final class ChainException extends RuntimeException {
  /** A fault without a deeper cause. */
  public ChainException(String message) {
    super(message);
  }

  /** A fault with its cause. */
  public ChainException(String message, Throwable cause) {
    super(message, cause);
  }
}
