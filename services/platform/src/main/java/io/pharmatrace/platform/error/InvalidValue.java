package io.pharmatrace.platform.error;

/**
 * What kind of mistake makes a value invalid: stands as {@code reason} beside the code of the
 * error, so that a program can tell them apart. Codes are never reused or renamed; a test holds the
 * list against docs/errors.md.
 */
public enum InvalidValue {
  CHECK_DIGIT("check-digit-wrong"),
  DATE("date-impossible"),
  FUTURE("time-in-future"),
  TOO_LONG("value-too-long"),
  TOO_SHORT("value-too-short"),
  CHARACTER("character-not-allowed"),
  MARKET("market-unknown"),
  MIXED_UP("fields-mixed-up");

  private final String code;

  InvalidValue(String code) {
    this.code = code;
  }

  /** Stable code, lower case words joined by hyphens. */
  public String code() {
    return code;
  }
}
