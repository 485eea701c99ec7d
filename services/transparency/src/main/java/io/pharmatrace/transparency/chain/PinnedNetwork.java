package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.Optional;

/**
 * What a verifier takes for granted of a network, from a source that he trusts. Validators' keys
 * may serve one network only: a header does not name its chain.
 *
 * @param genesis the validators of block 1
 * @param epochLength blocks after which votes lapse, as the genesis file has it, at least 1
 * @param checkpoint from which on keys of former validators prove nothing; without one they do for
 *     ever, as long as the votes against them are left out
 */
public record PinnedNetwork(
    ValidatorSet genesis, long epochLength, Optional<Checkpoint> checkpoint) {
  public PinnedNetwork {
    if (epochLength < 1) {
      throw new IllegalArgumentException("an epoch has at least one block");
    }
    if (checkpoint.filter(it -> it.block() < 1 || it.block() % epochLength != 0).isPresent()) {
      throw new IllegalArgumentException("a checkpoint is a block that begins an epoch");
    }
  }

  /** Without a checkpoint. */
  public PinnedNetwork(ValidatorSet genesis, long epochLength) {
    this(genesis, epochLength, Optional.empty());
  }

  /**
   * From the header of block 0, which has no seals and is known by its hash.
   *
   * @param header its RLP
   * @param hash pinned
   */
  public static Checked<PinnedNetwork> of(byte[] header, Bytes32 hash, long epochLength) {
    return Flawed.check(
        () -> {
          BlockHeader genesis = BlockHeader.decode(header);
          if (genesis.number() != 0 || !Keccak.hash(header).equals(hash)) {
            throw new Flawed(Flaw.OTHER_GENESIS, "block " + genesis.number());
          }
          return new PinnedNetwork(
              ValidatorSet.listed(genesis.extraData().validators()), epochLength);
        });
  }
}
