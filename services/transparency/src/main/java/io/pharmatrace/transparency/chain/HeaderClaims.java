package io.pharmatrace.transparency.chain;

/**
 * What a header says of itself, which proves nothing: for who looks for the headers that do.
 *
 * @param validators that it lists: those of its own block
 * @param votes whether its proposer votes on them
 */
public record HeaderClaims(ValidatorSet validators, boolean votes) {
  /** Reads a header, of any block of a QBFT chain. */
  public static Checked<HeaderClaims> of(byte[] header) {
    return Flawed.check(() -> read(header));
  }

  static HeaderClaims read(byte[] header) throws Flawed {
    ExtraData extraData = BlockHeader.decode(header).extraData();
    return new HeaderClaims(
        ValidatorSet.listed(extraData.validators()), extraData.vote().isPresent());
  }
}
