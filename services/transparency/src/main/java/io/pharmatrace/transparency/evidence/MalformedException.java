package io.pharmatrace.transparency.evidence;

/** A text is not of the form it should have. Says what and where, for a person. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A name that is quoted may be as long as the text. */
  private static final int LONGEST = 500;

  MalformedException(String what) {
    // An expected outcome: nobody reads its stack.
    super(what.length() > LONGEST ? what.substring(0, LONGEST) + "..." : what, null, false, false);
  }
}
