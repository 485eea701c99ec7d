package io.pharmatrace.records.application;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Finds the one key of an owner that is in force. */
final class InForce {
  private InForce() {}

  /**
   * What is in force, which nobody ends before the transaction does. A statement that waited for a
   * rotation does not see the row that came with it, so it is asked again; for READ COMMITTED.
   *
   * @param select one column of the row that is in force for {@code :owner}
   */
  static Optional<String> hold(Handle transaction, String select, UUID owner) {
    while (true) {
      Optional<String> held = find(transaction, select + " FOR SHARE", owner);
      if (held.isPresent() || find(transaction, select, owner).isEmpty()) {
        return held;
      }
    }
  }

  private static Optional<String> find(Handle transaction, String select, UUID owner) {
    return transaction.createQuery(select).bind("owner", owner).mapTo(String.class).findOne();
  }
}
