package io.pharmatrace.records.application;

/** A private key of this installation is not there or cannot be used; a person has to act. */
public final class MissingKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingKeyException(String message) {
    super(message);
  }
}
