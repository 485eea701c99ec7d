package io.pharmatrace.custody.application;

/** Two transactions wanted the same thing; the one that meets this starts anew. */
public final class Conflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one; the message is for whoever looks into a machine that never gets done. */
  public Conflict(String message) {
    super(message);
  }
}
