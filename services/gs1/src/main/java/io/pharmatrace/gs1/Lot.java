package io.pharmatrace.gs1;

/**
 * Batch or lot number, AI (10). Case-sensitive.
 *
 * @param value 1 to 20 characters of GS1 character set 82
 */
public record Lot(String value) {

  public Lot {
    Problem.throwIfAny(Checks.text("batch number", "10", CharacterSet.SET_82, value, 1, 20));
  }

  /** Never throws. */
  public static Result<Lot> parse(String text) {
    return Checks.result(
        text, Checks.text("batch number", "10", CharacterSet.SET_82, text, 1, 20), Lot::new);
  }

  @Override
  public String toString() {
    return value;
  }
}
