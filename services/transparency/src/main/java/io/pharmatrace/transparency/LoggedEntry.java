package io.pharmatrace.transparency;

/**
 * An entry together with the proof that it is in a log, as a trace shows it and as whoever received
 * it can check it with nothing but a root read from the chain.
 *
 * @param entry the entry
 * @param proof its place and path in the log at the size that was committed
 */
public record LoggedEntry(Entry entry, InclusionProof proof) {
  /**
   * Checks the proof against a commitment that the caller trusts (read back from the chain, or
   * shown by an evidence bundle).
   *
   * @param committedSize log size of that commitment
   * @param committedRoot its log root
   */
  public Verdict check(long committedSize, Bytes32 committedRoot) {
    if (proof.treeSize() != committedSize) {
      return Verdict.OTHER_SIZE;
    }
    return proof.verify(entry.leafHash(), committedRoot) ? Verdict.INCLUDED : Verdict.NOT_INCLUDED;
  }

  /** Whether the entry is about this EPCIS event. */
  public boolean isAboutEvent(Bytes32 eventHash, byte[] document) {
    return entry.contentDigest().equals(ContentDigest.ofEvent(eventHash, document));
  }

  /**
   * Whether the entry names this unit at exactly the index and count that the proof has (not for a
   * batch entry, which names notes).
   */
  public boolean names(Unit unit, InclusionProof unitProof) {
    return CountedRoot.verify(unit.encode(), unitProof, entry.unitsRoot());
  }

  /** What checking found. */
  public enum Verdict {
    /** The entry is in the log that the commitment fixes. */
    INCLUDED,
    /** The proof is for another size than was committed, so it says nothing about this root. */
    OTHER_SIZE,
    /** Entry, path and root do not fit together. */
    NOT_INCLUDED
  }
}
