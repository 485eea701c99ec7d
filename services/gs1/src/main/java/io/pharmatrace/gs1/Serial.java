package io.pharmatrace.gs1;

/**
 * Serial number of one pack or case, AI (21). Case-sensitive.
 *
 * @param value 1 to 20 characters of GS1 character set 82
 */
public record Serial(String value) {

  public Serial {
    Problem.throwIfAny(Checks.text("serial number", "21", CharacterSet.SET_82, value, 1, 20));
  }

  /** Never throws. */
  public static Result<Serial> parse(String text) {
    return Checks.result(
        text, Checks.text("serial number", "21", CharacterSet.SET_82, text, 1, 20), Serial::new);
  }

  @Override
  public String toString() {
    return value;
  }
}
