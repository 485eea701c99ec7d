package io.pharmatrace.transparency;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Slots closed on chain, for ever.
 *
 * @param seal of the note
 * @param slots closed now
 * @param binding {@link Binding#hash}, or random in padding
 */
public record Closure(Bytes32 seal, Slots slots, Bytes32 binding) {
  static final String TYPE = "Closure(bytes32 seal,uint256 slots,bytes32 binding)";

  private static final Bytes32 TYPE_HASH = Keccak.hash(TYPE.getBytes(StandardCharsets.US_ASCII));

  /** EIP-712 hashStruct. */
  Bytes32 structHash() {
    return Words.keccak(TYPE_HASH, seal, slots.encode(), binding);
  }

  /**
   * closuresHash: the EIP-712 hash of {@code Closure[]}, keccak256 over the concatenated struct
   * hashes; keccak256 of nothing when there are none.
   */
  public static Bytes32 hashOf(List<Closure> closures) {
    return Words.keccak(closures.stream().map(Closure::structHash).toList());
  }
}
