package io.pharmatrace.launcher;

/**
 * Something that a command set out to do and could not. Its message is one sentence each for what
 * failed and why, and for what to do about it; it is shown to a person as it stands.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the fault.
   *
   * @param what what failed, as in "PostgreSQL cannot start"
   * @param why the reason, without a full stop
   * @param cure what to do, as a whole sentence
   */
  public Failure(String what, String why, String cure) {
    super(what + ": " + why + ". " + cure);
  }

  /**
   * Creates the fault.
   *
   * @param what what failed
   * @param why the reason, without a full stop
   * @param cure what to do, as a whole sentence
   * @param cause what it came from
   */
  public Failure(String what, String why, String cure, Throwable cause) {
    super(what + ": " + why + ". " + cure, cause);
  }
}
