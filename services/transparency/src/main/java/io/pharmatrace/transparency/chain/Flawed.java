package io.pharmatrace.transparency.chain;

/**
 * Leaves a check at its first flaw. Only inside this package: {@link #check} turns it into a value.
 */
final class Flawed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;
  private final String where;

  Flawed(Flaw flaw, String where) {
    // An expected outcome: nobody reads its stack.
    super(flaw.words() + ": " + where, null, false, false);
    this.flaw = flaw;
    this.where = where;
  }

  static Flawed malformed(String where) {
    return new Flawed(Flaw.MALFORMED, where);
  }

  /** A check that may find a flaw. */
  @FunctionalInterface
  interface Check<T> {
    T run() throws Flawed;
  }

  static <T> Checked<T> check(Check<T> check) {
    try {
      return new Checked.Proven<>(check.run());
    } catch (Flawed flawed) {
      return new Checked.Refused<>(flawed.flaw, flawed.where);
    }
  }
}
