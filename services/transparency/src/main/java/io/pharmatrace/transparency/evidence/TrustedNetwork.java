package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.chain.Checkpoint;
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
   * @param checkpoint from which on no older validators count; empty in files of before, and in a
   *     network's first epoch
   */
  public record Consensus(List<Address> validators, long epochLength, Optional<Later> checkpoint) {
    public Consensus {
      validators = List.copyOf(validators);
      pinned(validators, epochLength, checkpoint);
    }

    PinnedNetwork pinned() {
      return pinned(validators, epochLength, checkpoint);
    }

    private static PinnedNetwork pinned(
        List<Address> validators, long epochLength, Optional<Later> checkpoint) {
      return new PinnedNetwork(
          new ValidatorSet(validators), epochLength, checkpoint.map(Later::pinned));
    }
  }

  /**
   * Who validated later: a {@link Checkpoint} as the file has it.
   *
   * @param block which begins an epoch
   * @param hash of that block
   * @param validators of that block
   */
  public record Later(long block, Bytes32 hash, List<Address> validators) {
    public Later {
      validators = List.copyOf(validators);
    }

    /** As the chain's checks take it. */
    public static Later of(Checkpoint pinned) {
      return new Later(pinned.block(), pinned.hash(), pinned.validators().members());
    }

    private Checkpoint pinned() {
      return new Checkpoint(block, hash, new ValidatorSet(validators));
    }
  }

  /** The same network with a checkpoint; a development chain has none. */
  public TrustedNetwork since(Optional<Later> checkpoint) {
    return new TrustedNetwork(
        format,
        network,
        consensus.map(it -> new Consensus(it.validators(), it.epochLength(), checkpoint)));
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
