package io.pharmatrace.verification.domain;

/** Codes of the European repositories system that a look-up can raise (EU 2016/161, EMVO URS). */
public enum Alert {
  UNKNOWN_PRODUCT("#A1", "unknown product code"),
  UNKNOWN_BATCH("#A2", "batch not found"),
  UNKNOWN_SERIAL("#A3", "serial number unknown"),
  EXPIRY_MISMATCH("#A52", "expiry date does not match"),
  BATCH_MISMATCH("#A68", "batch does not match");

  private final String code;
  private final String meaning;

  Alert(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
