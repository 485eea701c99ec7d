package io.pharmatrace.transparency.seal;

/** A move of a unit that is not where the move takes it from: seals and custody differ. */
public class SealMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** EPC of the unit. */
  private final String unit;

  SealMismatchException(String unit, String what) {
    super(unit + " " + what);
    this.unit = unit;
  }

  /** The unit, as a canonical Digital Link URI. */
  public String unit() {
    return unit;
  }
}
