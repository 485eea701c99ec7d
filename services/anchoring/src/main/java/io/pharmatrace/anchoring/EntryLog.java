package io.pharmatrace.anchoring;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The logs of the organisations, open at their end. Thread-safe. */
public interface EntryLog {
  /**
   * Adds entries to an organisation's log, in the caller's transaction: they are logged if and only
   * if it commits. They get their place in the log and on chain later, whatever the state of Kafka
   * or the chain is now. One statement whatever their number.
   *
   * @param transaction the caller's
   * @param organisation the author; need not be known on chain yet
   * @param entries in the order in which they are to be logged
   * @return the ids of the entries, in the same order
   */
  List<Long> append(Handle transaction, UUID organisation, List<NewEntry> entries);
}
