package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Everything that proves something of an event or a pack. Claims, all of it, until {@link
 * BundleCheck} has checked them.
 *
 * @param format {@link #FORMAT}
 * @param network on which it is said to be recorded
 * @param votes headers, RLP, by which the validators changed since genesis, ascending; see {@link
 *     io.pharmatrace.transparency.chain.ValidatorHistory#replay}
 * @param captures of the ledger, by ascending blocks, 1 to 64; the last is the present
 * @param registry proof of the registry's account as of the last capture
 * @param members the organisations in it, ascending, as of the last capture
 * @param subject what it is about
 */
public record Bundle(
    String format,
    Network network,
    List<Bytes> votes,
    List<Capture> captures,
    List<Bytes> registry,
    List<Membership> members,
    Subject subject) {
  /** Names this format and its version. */
  public static final String FORMAT = "pharmatrace-evidence/1";

  /** The largest file that is read, in bytes. */
  public static final int MAX_LENGTH = 32 * 1024 * 1024;

  /** The most captures. */
  public static final int MAX_CAPTURES = 64;

  public Bundle {
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("the format is not " + FORMAT);
    }
    votes = List.copyOf(votes);
    captures = List.copyOf(captures);
    registry = List.copyOf(registry);
    members = List.copyOf(members);
    if (captures.isEmpty() || captures.size() > MAX_CAPTURES) {
      throw new IllegalArgumentException("there are 1 to 64 captures, not " + captures.size());
    }
  }

  /**
   * Where something is recorded.
   *
   * @param chainId of the chain, at least 1
   * @param ledger address of CustodyLedger
   * @param registry address of OrganisationRegistry
   */
  public record Network(long chainId, Address ledger, Address registry) {
    public Network {
      if (chainId < 1) {
        throw new IllegalArgumentException("a chain id is at least 1");
      }
    }
  }

  /** The file: canonical JSON, UTF-8. */
  public byte[] write() {
    return RecordForm.write(this).write().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file.
   *
   * @throws MalformedException unless it is, byte for byte, what {@link #write} makes of a bundle
   */
  public static Bundle read(byte[] file) throws MalformedException {
    return StrictFile.read(Bundle.class, file, MAX_LENGTH);
  }
}
