package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Gtin;
import org.jdbi.v3.core.Handle;

/**
 * Keeps apart, of one product, who draws serial numbers and who registers many, so that none is
 * drawn that is just being registered. Held until the transaction ends; single scans take no part:
 * what they name within the same instants is one of over 10¹⁶.
 */
enum SerialLock {
  /** Of who draws: one at a time. */
  EXCLUSIVE("pg_advisory_xact_lock"),
  /** Of who registers: any number of them. */
  SHARED("pg_advisory_xact_lock_shared");

  private final String function;

  SerialLock(String function) {
    this.function = function;
  }

  /** Waits for it. */
  void take(Handle handle, Gtin gtin) {
    handle
        .createQuery("SELECT true FROM " + function + "(hashtextextended('serials ' || :gtin, 0))")
        .bind("gtin", gtin.digits())
        .mapTo(Boolean.class)
        .one();
  }
}
