package io.pharmatrace.transparency.seal;

/** A unit took more steps than the finder was to follow. */
public final class PathTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PathTooLongException(int steps) {
    super("the path has more than %d steps".formatted(steps));
  }
}
