package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * What the checker knows of the chain, each of it proven to him (by a head and its records, by
 * {@code eth_getProof}) or read from a node that he trusts. Everything else is only claimed.
 */
public interface ProvenChain {
  /**
   * A commitment that the ledger recorded.
   *
   * @param time of its block
   */
  record Recorded(Commitment commitment, Instant time) {}

  /** The commitment with this sequence, if it is known to be on chain. */
  Optional<Recorded> commitment(Bytes32 organisation, long sequence);

  /** The slots of a seal that the organisation has closed, bit i for slot i; zero for none. */
  BigInteger closed(Bytes32 organisation, Bytes32 seal);

  /**
   * Whether governors granted a GS1 company prefix to an organisation.
   *
   * @param companyPrefix 4 to 12 digits
   */
  boolean mayCommission(Bytes32 organisation, String companyPrefix);
}
