package io.pharmatrace.transparency.seal;

/** A move of a unit that is not where the move takes it from: seals and custody differ. */
public class SealMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** EPC of the unit. */
  private final String unit;

  private final String what;

  /**
   * Of one unit.
   *
   * @param unit canonical Digital Link URI
   * @param what is wrong with it, as the rest of a sentence
   */
  public SealMismatchException(String unit, String what) {
    super(unit + " " + what);
    this.unit = unit;
    this.what = what;
  }

  /** The unit, as a canonical Digital Link URI. */
  public String unit() {
    return unit;
  }

  /** What is wrong with it, without its name. */
  public String what() {
    return what;
  }
}
