package io.pharmatrace.custody.application.seals;

import org.jdbi.v3.core.Handle;

/** Who works on seals: one at a time, among all processes, until its transaction ends. */
public final class SealTurn {
  /** Any number that nothing else takes; "SEAL". */
  private static final int LOCK = 0x5345414C;

  private SealTurn() {}

  /** Whether nobody else does. */
  static boolean tryTake(Handle transaction) {
    return transaction
        .createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Boolean.class)
        .one();
  }

  /** Waits for its turn. */
  public static void take(Handle transaction) {
    transaction.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
  }
}
