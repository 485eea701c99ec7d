package io.pharmatrace.custody.application.query;

/**
 * A stored event is not understood any more: a fault of ours, or of who changed what was stored.
 */
public final class UnreadableEvent extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnreadableEvent(String message) {
    super(message);
  }
}
