package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Gtin;
import org.jdbi.v3.core.Handle;

/**
 * Keeps apart, of one product, who draws serial numbers, one at a time, and who registers many, so
 * that none is drawn that is just being registered. Held until the transaction ends; single scans
 * take no part: what they name within the same instants is one of over 10¹⁶.
 */
final class SerialLock {
  private SerialLock() {}

  /** Of who draws; waits. */
  static void takeExclusive(Handle handle, Gtin gtin) {
    take(handle, "pg_advisory_xact_lock", gtin);
  }

  /** Of who registers; waits while somebody draws. */
  static void takeShared(Handle handle, Gtin gtin) {
    take(handle, "pg_advisory_xact_lock_shared", gtin);
  }

  private static void take(Handle handle, String function, Gtin gtin) {
    handle
        .createQuery("SELECT true FROM " + function + "(hashtextextended('serials ' || :gtin, 0))")
        .bind("gtin", gtin.digits())
        .mapTo(Boolean.class)
        .one();
  }
}
