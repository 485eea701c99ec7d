package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.time.Instant;
import java.util.List;

/**
 * Blocks for whose place in a chain nobody vouches. What is checked is that no byte of the header
 * was altered by accident: anybody can make another such header.
 */
public final class UnprovenBlock {
  private static final int MAX_FIELDS = 32;
  private static final int PARENT_HASH = 0;
  private static final int STATE_ROOT = 3;
  private static final int NUMBER = 8;
  private static final int TIMESTAMP = 11;
  private static final int FEWEST_FIELDS = 15;
  private static final long LATEST = Instant.MAX.getEpochSecond();

  private UnprovenBlock() {}

  /**
   * A block of a chain without consensus, whatever its fork.
   *
   * @param header RLP of its fields
   * @param hash of the header
   */
  public static Checked<SealedBlock> of(byte[] header, Bytes32 hash) {
    return Flawed.check(
        () -> {
          List<Rlp> fields =
              Rlp.whole("the header", header.clone(), BlockHeader.MAX_LENGTH).items(MAX_FIELDS);
          if (fields.size() < FEWEST_FIELDS || !Keccak.hash(header).equals(hash)) {
            throw Flawed.malformed("the header is not that of the block with this hash");
          }
          long time = fields.get(TIMESTAMP).number();
          if (time > LATEST) {
            throw Flawed.malformed("the header's time is beyond all calendars");
          }
          return new SealedBlock(
              fields.get(NUMBER).number(),
              hash,
              fields.get(PARENT_HASH).bytes32(),
              fields.get(STATE_ROOT).bytes32(),
              time,
              List.of());
        });
  }

  /**
   * A block with the seals of a quorum of those whom it names as its validators itself.
   *
   * @param header RLP, with seals
   */
  public static Checked<SealedBlock> sealedByItsOwn(byte[] header) {
    return Flawed.check(
        () -> {
          BlockHeader decoded = BlockHeader.decode(header);
          if (decoded.timestamp() > LATEST) {
            throw Flawed.malformed("the header's time is beyond all calendars");
          }
          return SealedBlock.of(decoded, ValidatorSet.listed(decoded.extraData().validators()));
        });
  }
}
