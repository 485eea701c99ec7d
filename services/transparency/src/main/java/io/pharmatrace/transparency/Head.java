package io.pharmatrace.transparency;

/** The hash chain over an organisation's commitments that the contract keeps. */
public final class Head {
  /** Before the first commitment. */
  public static final Bytes32 FIRST = Bytes32.ZERO;

  private Head() {}

  /**
   * The head after one more commitment: {@code keccak256(abi.encode(previousHead, block.number,
   * block.timestamp, sequence, logSize, logRoot, signer, closuresHash))}, eight words.
   *
   * @param blockTime seconds since 1970, of the block that records it
   */
  public static Bytes32 next(
      Bytes32 previous,
      long blockNumber,
      long blockTime,
      long sequence,
      long logSize,
      Bytes32 logRoot,
      Address signer,
      Bytes32 closuresHash) {
    return Words.keccak(
        previous,
        Words.uint(blockNumber),
        Words.uint(blockTime),
        Words.uint(sequence),
        Words.uint(logSize),
        logRoot,
        Words.address(signer),
        closuresHash);
  }
}
