package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extraData of a QBFT header: {@code [vanity, validators, vote, round, seals]}.
 *
 * @param parts the five items
 * @param validators as listed
 * @param vote of the proposer
 * @param seals commit seals, 65 bytes each
 */
record ExtraData(
    List<Rlp> parts, List<Address> validators, Optional<Vote> vote, List<byte[]> seals) {
  static final int VANITY_LENGTH = 32;

  private static final int PARTS = 5;
  private static final int ROUND = 3;

  static ExtraData decode(byte[] bytes) throws Flawed {
    List<Rlp> parts = Rlp.whole("extraData", bytes, BlockHeader.MAX_LENGTH).exactly(PARTS);
    parts.getFirst().fixed(VANITY_LENGTH);
    List<Address> validators = new ArrayList<>();
    for (Rlp validator : parts.get(1).items(ValidatorSet.MAX_SIZE)) {
      validators.add(validator.address());
    }
    parts.get(ROUND).scalar(Integer.BYTES);
    List<byte[]> seals = new ArrayList<>();
    for (Rlp seal : parts.get(PARTS - 1).items(ValidatorSet.MAX_SIZE)) {
      seals.add(seal.fixed(Secp256k1.SIGNATURE_LENGTH));
    }
    return new ExtraData(parts, validators, Vote.decode(parts.get(2)), seals);
  }

  /** As in the block's hash: round 0, no seals. */
  byte[] forHash() {
    return encode(RlpWriter.EMPTY_STRING);
  }

  /** As each commit seal signs it: with the round, without seals. */
  byte[] forSeal() {
    return encode(parts.get(ROUND).encoding());
  }

  private byte[] encode(byte[] round) {
    return RlpWriter.list(
        List.of(
            parts.get(0).encoding(),
            parts.get(1).encoding(),
            parts.get(2).encoding(),
            round,
            RlpWriter.EMPTY_LIST));
  }
}
