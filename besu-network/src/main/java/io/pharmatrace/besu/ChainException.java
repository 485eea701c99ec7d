package io.pharmatrace.besu;

/** The chain did not answer, or answered with an error ({@link #isAnswer}). */
public final class ChainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean answer;

  /** The node answered, and its answer is an error. */
  ChainException(String message) {
    super(message);
    this.answer = true;
  }

  ChainException(String message, Throwable cause) {
    super(message, cause);
    this.answer = false;
  }

  /** Whether the node did answer: it then refuses what was asked, or does not know the method. */
  public boolean isAnswer() {
    return answer;
  }
}
