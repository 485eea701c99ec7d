package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import java.util.List;
import java.util.Optional;

/**
 * A proposer's vote on the validators, in the extraData of its block.
 *
 * @param subject whom it is about
 * @param add to become a validator; else to be one no longer
 */
record Vote(Address subject, boolean add) {
  private static final byte ADD = (byte) 0xff;

  /** An empty list for none; else {@code [subject, flag]}, ff for add, empty for drop. */
  static Optional<Vote> decode(Rlp item) throws Flawed {
    List<Rlp> parts = item.items(2);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    if (parts.size() != 2) {
      throw Flawed.malformed("the vote has " + parts.size() + " items instead of 2");
    }
    byte[] flag = parts.getLast().string();
    if (flag.length > 1 || (flag.length == 1 && flag[0] != ADD)) {
      throw Flawed.malformed("the vote is neither to add nor to drop");
    }
    return Optional.of(new Vote(parts.getFirst().address(), flag.length == 1));
  }

  Vote opposite() {
    return new Vote(subject, !add);
  }
}
