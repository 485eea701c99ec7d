package io.pharmatrace.anchoring;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What came back from the journal after the database was restored (docs/adr/0021): for features
 * that keep something beside their entries, and have to catch up. {@link SealLog#entry} gives all
 * that the author of one knows of it. Thread-safe.
 */
public interface ReturnedEntries {
  /**
   * Entries that came back, by id: of one organisation in the order of its log.
   *
   * @param after id of the last one that was seen, 0 for the first
   * @param limit how many at the most
   * @param lost only those whose document is on record nowhere
   */
  List<ReturnedEntry> list(Handle handle, long after, int limit, boolean lost);

  /**
   * Their documents are on record. Whoever logs the same document again need not say so: it is seen
   * by the digest.
   */
  void found(Handle transaction, Collection<Long> ids);
}
