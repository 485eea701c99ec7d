package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.chain.PinnedNetwork;
import io.pharmatrace.transparency.chain.ValidatorSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier takes for granted: had from a source that he trusts, never with a bundle.
 *
 * @param format {@link #FORMAT}
 * @param network chain and contracts
 * @param consensus who validated at first; empty for a development chain, which has no consensus
 */
public record TrustedNetwork(String format, Bundle.Network network, Optional<Consensus> consensus) {
  /** Names this format and its version. */
  public static final String FORMAT = "pharmatrace-network/1";

  private static final int MAX_LENGTH = 64 * 1024;

  public TrustedNetwork {
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("the format is not " + FORMAT);
    }
  }

  /**
   * QBFT with the validators in block headers.
   *
   * @param validators of block 1
   * @param epochLength blocks after which votes lapse, as the genesis file has it
   */
  public record Consensus(List<Address> validators, long epochLength) {
    public Consensus {
      validators = List.copyOf(validators);
      new PinnedNetwork(new ValidatorSet(validators), epochLength);
    }

    PinnedNetwork pinned() {
      return new PinnedNetwork(new ValidatorSet(validators), epochLength);
    }
  }

  /** The file: canonical JSON, UTF-8. */
  public byte[] write() {
    return RecordForm.write(this).write().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file, whose last line may end.
   *
   * @throws MalformedException unless it is what {@link #write} makes of a network
   */
  public static TrustedNetwork read(byte[] file) throws MalformedException {
    byte[] text = new String(file, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    return StrictFile.read(TrustedNetwork.class, text, MAX_LENGTH);
  }
}
