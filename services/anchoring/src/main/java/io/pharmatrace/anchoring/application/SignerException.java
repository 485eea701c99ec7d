package io.pharmatrace.anchoring.application;

/** A key cannot be used. */
public final class SignerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private SignerException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /**
   * The signer does not answer: true of all keys that it has, and hoped to pass.
   *
   * @param message with its cause in words: a cause beside it would be told in its place
   */
  public static SignerException unreachable(String message) {
    return new SignerException(message, true);
  }

  /** The signer answers, but this key cannot be used: a person has to do something. */
  public static SignerException refused(String message) {
    return new SignerException(message, false);
  }

  /** Whether it is hoped to pass, and is true of every key. */
  public boolean isPassing() {
    return passing;
  }
}
