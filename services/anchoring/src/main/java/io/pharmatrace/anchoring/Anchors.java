package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.ConsistencyProof;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What became of entries. The read-only view {@code anchoring.entry_status} gives others the same
 * in SQL. Thread-safe.
 */
public interface Anchors {
  /** The status of each of these entries; unknown ids are left out. */
  Map<Long, EntryStatus> statuses(Handle handle, Collection<Long> entryIds);

  /** The proof of an entry; empty while it is pending, or when the id is unknown. */
  Optional<AnchoredEntry> proof(Handle handle, long entryId);

  /** The proofs of these entries, those that are anchored. */
  Map<Long, AnchoredEntry> proofs(Handle handle, Collection<Long> entryIds);

  /**
   * The proof that an organisation's log only grew.
   *
   * @param firstSize earlier size, at least 1
   * @param secondSize later size, at most the sealed one
   */
  ConsistencyProof consistency(Handle handle, UUID organisation, long firstSize, long secondSize);
}
