package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.path.Logged;
import java.util.Optional;

/** What is on record of seals, from which paths are shown. */
public interface SealRecords {
  /**
   * How a slot was closed, on chain.
   *
   * @param closer the entry that closed it
   * @param closing which of the closings of that entry, from 0
   * @param sequence the closer's commitment that has the closure
   * @param closure which of the closures of that commitment, from 0
   */
  record Closed(SealEntry closer, int closing, long sequence, int closure) {}

  /** The entry with this leaf hash. */
  SealEntry entry(Bytes32 leaf);

  /** The entry that made a note, and has not only borrowed it. */
  SealEntry maker(Bytes32 note);

  /** The contents with this root. */
  Contents contents(Bytes32 root);

  /** How a slot was closed; empty while it is open. */
  Optional<Closed> closed(Bytes32 note, int slot);

  /**
   * An entry with its proof in the log.
   *
   * @param leaf its leaf hash
   * @param sequence of a commitment at or after which the log has it; 0 for the first such
   */
  Logged logged(Bytes32 leaf, long sequence);
}
