package io.pharmatrace.besu.doctor;

/**
 * One thing that is wrong with a chain.
 *
 * @param code stable
 * @param cause what was seen, without a full stop
 * @param cure what to do, as whole sentences
 */
public record ChainFinding(Code code, String cause, String cure) {
  /** What can be wrong. */
  public enum Code {
    /** A node does not answer. */
    NODE_SILENT,
    /** A node shows another chain id than expected. */
    WRONG_CHAIN_ID,
    /** Two nodes have different first blocks. */
    GENESIS_DIFFERS,
    /** A node's head does not advance. */
    NO_BLOCKS,
    /** A node is connected to fewer validators than it should be. */
    TOO_FEW_PEERS,
    /** Nodes disagree on gas, or ask for fees that our accounts cannot pay. */
    GAS_SETTINGS,
    /** The chain's rules are older than the contracts' bytecode needs. */
    GENESIS_TOO_OLD,
    /** The chain's rules are newer than those that block headers are proved by. */
    GENESIS_TOO_NEW,
    /** There is no contract where one was deployed. */
    CONTRACT_MISSING,
    /** An account's transactions wait for one that is nowhere. */
    NONCE_GAP
  }
}
