package io.pharmatrace.transparency;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an organisation signs and the chain records.
 *
 * @param organisation its 32 random bytes, not zero
 * @param sequence 1 for the first, then one more each time
 * @param logSize leaves of the log, more than at the commitment before; at least 1
 * @param logRoot Merkle Tree Hash of the log at that size
 * @param closures at most 256
 */
public record Commitment(
    Bytes32 organisation, long sequence, long logSize, Bytes32 logRoot, List<Closure> closures) {
  /** Closures in one commitment. */
  public static final int MAX_CLOSURES = 256;

  /** The EIP-712 type, with the type that it refers to. */
  public static final String TYPE =
      "Commit(bytes32 organisation,uint64 sequence,uint64 logSize,bytes32 logRoot,Closure[] closures)"
          + Closure.TYPE;

  private static final Bytes32 TYPE_HASH = Keccak.hash(TYPE.getBytes(StandardCharsets.US_ASCII));

  public Commitment {
    if (organisation.isZero()) {
      throw new IllegalArgumentException("an organisation id is not zero");
    }
    if (sequence < 1 || logSize < 1) {
      throw new IllegalArgumentException("sequence and log size start at 1");
    }
    closures = List.copyOf(closures);
    if (closures.size() > MAX_CLOSURES) {
      throw new IllegalArgumentException("at most 256 closures, not " + closures.size());
    }
  }

  /** The EIP-712 hash of {@link #closures}. */
  public Bytes32 closuresHash() {
    return Closure.hashOf(closures);
  }

  /** The EIP-712 digest to be signed: keccak256(0x1901 ‖ domain separator ‖ hashStruct). */
  public Bytes32 digest(SigningDomain domain) {
    return domain.digest(
        Words.keccak(
            TYPE_HASH,
            organisation,
            Words.uint(sequence),
            Words.uint(logSize),
            logRoot,
            closuresHash()));
  }
}
