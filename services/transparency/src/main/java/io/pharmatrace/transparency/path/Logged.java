package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.LoggedEntry;

/**
 * An entry of an organisation, with the commitment that fixes it.
 *
 * @param sequence of a commitment of the author, at or after which the log holds the entry
 * @param entry with its proof at the log size of that commitment
 */
public record Logged(long sequence, LoggedEntry entry) {
  Bytes32 leaf() {
    return entry.entry().leafHash();
  }

  /** From 0, in the log at that commitment. */
  long leafIndex() {
    return entry.proof().leafIndex();
  }

  Bytes32 unitsRoot() {
    return entry.entry().unitsRoot();
  }
}
