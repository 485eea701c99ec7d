package io.pharmatrace.transparency.chain;

/** What may be wrong with a proof. */
public enum Flaw {
  /** Not the bytes that the format asks for. */
  MALFORMED("The bytes are malformed"),
  /** A well-formed header, of a chain that does not run QBFT. */
  NOT_QBFT("This is no header of a QBFT chain"),
  /** The genesis block is another one. */
  OTHER_GENESIS("This is not the genesis block that was pinned"),
  /** Not the pinned block, or the votes before it lead to other validators than it had. */
  OTHER_CHECKPOINT("This does not fit the checkpoint that was pinned"),
  /** The header lists other validators than those that its block had. */
  OTHER_VALIDATORS("The header names other validators than the block had"),
  /** The proposer is not among the validators. */
  STRANGE_PROPOSER("Who proposed the block is no validator of it"),
  /** Less than a quorum. */
  TOO_FEW_SEALS("Too few validators sealed the block"),
  /** More than there are validators. */
  TOO_MANY_SEALS("The block has more seals than validators"),
  /** Not the one signature that there is: out of range, or its mirror image. */
  BAD_SEAL("A seal is not a proper signature"),
  /** Not of a validator of that block, or of another block or round. */
  STRANGE_SEAL("A seal is not by a validator of the block, over just this header"),
  /** The same validator twice. */
  SEALED_TWICE("A validator's seal is there twice"),
  /** Headers with votes that do not ascend, or too many of them. */
  UNORDERED_HEADERS("The headers with votes are not in ascending order"),
  /** Votes that leave no validator. */
  NO_VALIDATORS("No validator is left"),
  /** A node of a trie is missing. */
  INCOMPLETE_PROOF("The state proof ends too early"),
  /** A node of a trie is not the one that the hash above it names. */
  OTHER_NODE("A node of the state proof is not the one that is asked for"),
  /** More nodes than the path has. */
  EXCESS_NODES("The state proof has nodes that lead nowhere"),
  /** No code at the ledger's address. */
  NO_CONTRACT("There is no contract at that address"),
  /** A sequence is missing, or there is no record at all. */
  GAP_IN_RECORDS("A record between is missing"),
  /** A log that stayed or shrank, or a block earlier than the one before. */
  RECORDS_GO_BACK("The records do not go forward"),
  /** The records are not those that the head was computed from. */
  OTHER_HEAD("The records do not lead to the head on chain");

  private final String words;

  Flaw(String words) {
    this.words = words;
  }

  /** What it means, for a reader. */
  public String words() {
    return words;
  }
}
