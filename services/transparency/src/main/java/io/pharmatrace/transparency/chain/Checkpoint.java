package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;

/**
 * Who validated at a block, from a source that the verifier trusts: from that block on no older
 * validators count, whatever votes are left out. It is the first block of an epoch: nothing is
 * decided in it, and no vote from before it counts after it.
 *
 * @param block its number, a multiple of the network's epoch length, above 0
 * @param hash of that block
 * @param validators of it, and of the next
 */
public record Checkpoint(long block, Bytes32 hash, ValidatorSet validators) {
  /**
   * Refuses this height's other block and children of that, and from here on everything that rests
   * on votes which lead to other validators. A block before it is not looked at.
   *
   * @param led whom the votes that are shown make validators of the block that is pinned here
   */
  void require(SealedBlock shown, ValidatorSet led) throws Flawed {
    boolean otherBlock =
        shown.number() == block
            ? !shown.hash().equals(hash)
            : shown.number() == block + 1 && !shown.parentHash().equals(hash);
    if (otherBlock) {
      throw new Flawed(Flaw.OTHER_CHECKPOINT, "block " + shown.number());
    }
    if (shown.number() >= block && !led.equals(validators)) {
      throw new Flawed(
          Flaw.OTHER_CHECKPOINT,
          "by the votes that are shown, block %d has other validators".formatted(block));
    }
  }
}
