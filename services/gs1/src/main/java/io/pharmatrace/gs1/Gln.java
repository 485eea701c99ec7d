package io.pharmatrace.gs1;

/**
 * Global Location Number: a legal entity, a function or a place, AI (410) to (417).
 *
 * @param digits 13 digits, the last one the check digit
 */
public record Gln(String digits) {

  public Gln {
    Problem.throwIfAny(Checks.key("GLN", "414", digits, 13));
  }

  public static Gln of(String digits) {
    return new Gln(digits);
  }

  /** Never throws. */
  public static Result<Gln> parse(String text) {
    return Checks.result(text, Checks.key("GLN", "414", text, 13), Gln::new);
  }

  @Override
  public String toString() {
    return digits;
  }
}
