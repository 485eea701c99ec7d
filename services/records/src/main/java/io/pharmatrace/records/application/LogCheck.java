package io.pharmatrace.records.application;

import io.pharmatrace.anchoring.AnchoredEntry;
import io.pharmatrace.anchoring.Anchors;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.LoggedEntry.Verdict;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whether the log holds a commitment. Thread-safe. */
@Singleton
final class LogCheck {
  private final Anchors anchors;

  LogCheck(Anchors anchors) {
    this.anchors = anchors;
  }

  /**
   * Of an entry that is on chain: whether it is a record's, is this commitment, and is proved to be
   * in the log whose root the chain has. Until then (seconds) only that there is such an entry.
   */
  boolean holds(Handle handle, long entry, Bytes32 commitment) {
    Optional<AnchoredEntry> proof = anchors.proof(handle, entry);
    if (proof.isEmpty()) {
      return anchors.statuses(handle, List.of(entry)).containsKey(entry);
    }
    var logged = proof.get().logged();
    var anchored = proof.get().anchored();
    return logged.entry().type() == EntryType.RECORD
        && logged.entry().contentDigest().equals(commitment)
        && logged.check(anchored.logSize(), anchored.logRoot()) == Verdict.INCLUDED;
  }
}
