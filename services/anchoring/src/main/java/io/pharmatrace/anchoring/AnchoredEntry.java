package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.LoggedEntry;

/**
 * An entry with its inclusion proof to the size and root of its commitment.
 *
 * @param logged the entry and its path; check it with {@link LoggedEntry#check} against the chain
 * @param anchored where the commitment is
 */
public record AnchoredEntry(LoggedEntry logged, EntryStatus.Anchored anchored) {}
