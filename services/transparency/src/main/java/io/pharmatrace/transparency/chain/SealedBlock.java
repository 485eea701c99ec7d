package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayList;
import java.util.List;

/**
 * What a header says that a quorum of its block's validators sealed.
 *
 * @param number of the block, at least 1
 * @param hash of the block; the same for all its headers, whoever's seals they carry
 * @param parentHash hash of the block before
 * @param stateRoot root of the accounts' trie after the block
 * @param time seconds since 1970
 * @param sealers whose seals the header carries
 */
public record SealedBlock(
    long number,
    Bytes32 hash,
    Bytes32 parentHash,
    Bytes32 stateRoot,
    long time,
    List<Address> sealers) {
  public SealedBlock {
    sealers = List.copyOf(sealers);
  }

  /** Checks a header against the validators that its block had. */
  static SealedBlock of(BlockHeader header, ValidatorSet validators) throws Flawed {
    String block = "block " + header.number();
    ExtraData extraData = header.extraData();
    // From block 1 the list is in ascending order, so it is compared as it stands.
    if (header.number() < 1 || !extraData.validators().equals(validators.members())) {
      throw new Flawed(Flaw.OTHER_VALIDATORS, block);
    }
    if (!validators.contains(header.proposer())) {
      throw new Flawed(Flaw.STRANGE_PROPOSER, block);
    }
    return new SealedBlock(
        header.number(),
        header.hash(),
        header.parentHash(),
        header.stateRoot(),
        header.timestamp(),
        sealers(header, validators, block));
  }

  private static List<Address> sealers(BlockHeader header, ValidatorSet validators, String block)
      throws Flawed {
    List<byte[]> seals = header.extraData().seals();
    if (seals.size() < validators.quorum()) {
      throw new Flawed(
          Flaw.TOO_FEW_SEALS,
          "%s has %d of %d".formatted(block, seals.size(), validators.quorum()));
    }
    if (seals.size() > validators.members().size()) {
      throw new Flawed(Flaw.TOO_MANY_SEALS, block);
    }
    Bytes32 signed = header.sealHash();
    List<Address> sealers = new ArrayList<>();
    for (byte[] seal : seals) {
      Address sealer = Secp256k1.signer(signed, seal);
      if (!validators.contains(sealer)) {
        throw new Flawed(Flaw.STRANGE_SEAL, "seal %d of %s".formatted(sealers.size() + 1, block));
      }
      if (sealers.contains(sealer)) {
        throw new Flawed(Flaw.SEALED_TWICE, "%s, in %s".formatted(sealer, block));
      }
      sealers.add(sealer);
    }
    return sealers;
  }
}
