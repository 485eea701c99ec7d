package io.pharmatrace.custody;

import java.util.Collection;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * What another feature keeps about the units of a batch, as far as it goes into the batch's archive
 * (docs/adr/0016). In one transaction {@link #choose} comes first; what the others write and remove
 * is what it chose. Implementations are thread-safe.
 */
public interface BatchRecords {
  /**
   * Whether something is open that keeps the batch from being archived.
   *
   * @param batch id in {@code registry.batches}
   * @param holders SSCCs of what ever held a pack of it
   */
  boolean hasOpenCase(Handle handle, long batch, Collection<String> holders);

  /**
   * Fixes what is archived; nobody changes it before the transaction ends. Which units go is in
   * {@code archive_unit (key, serial, gone)}, a temporary table of the transaction.
   */
  void choose(Handle transaction);

  /** Writes what was chosen, in an order that is always the same: a JSON object for each line. */
  void write(Handle transaction, Consumer<String> lines);

  /** Removes what was chosen. */
  void remove(Handle transaction);
}
