package io.pharmatrace.verification.domain;

import io.pharmatrace.custody.Suspicions;

/** What a look-up can find wrong with the data on a label. */
public enum Alert {
  UNKNOWN_PRODUCT(Suspicions.Code.UNKNOWN_PRODUCT),
  UNKNOWN_BATCH(Suspicions.Code.UNKNOWN_BATCH),
  UNKNOWN_SERIAL(Suspicions.Code.UNKNOWN_SERIAL),
  EXPIRY_MISMATCH(Suspicions.Code.EXPIRY_DIFFERS),
  BATCH_MISMATCH(Suspicions.Code.BATCH_DIFFERS);

  private final Suspicions.Code suspicion;

  Alert(Suspicions.Code suspicion) {
    this.suspicion = suspicion;
  }

  /** What it gives cause to suspect. */
  public Suspicions.Code suspicion() {
    return suspicion;
  }

  public String code() {
    return suspicion.text();
  }

  public String meaning() {
    return suspicion.meaning();
  }
}
