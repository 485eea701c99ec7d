package io.pharmatrace.custody.application;

/** Two transactions wanted the same thing; the one that meets this starts anew. */
final class Conflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Conflict(String message) {
    super(message);
  }
}
