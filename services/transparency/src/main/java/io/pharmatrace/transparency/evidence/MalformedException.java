package io.pharmatrace.transparency.evidence;

/** A text is not of the form it should have. Says what and where, for a person. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedException(String what) {
    // An expected outcome: nobody reads its stack.
    super(what, null, false, false);
  }
}
