package io.pharmatrace.anchoring.application;

import java.util.List;
import java.util.UUID;

/** The keys of this installation. Thread-safe. */
public interface Keys {
  /**
   * The key with which this organisation signs its commitments. It is never made here: the chain
   * would not know a new one, and what it signed would prove nothing.
   *
   * @throws SignerException when it is not there or cannot be used
   */
  Signer organisation(UUID organisation);

  /**
   * The key of an organisation that is not on record yet; made when it is not there.
   *
   * @throws SignerException when it cannot be used
   */
  Signer newcomer(UUID organisation);

  /** The account that sends transactions; made when it is first asked for. */
  Signer relay();

  /**
   * The account that deploys a contract which a network may be older than, as its first transaction
   * and only that, so that a deployment that was cut short is found; made when it is first asked
   * for.
   *
   * @param contract its name in the key's file, such as {@code recall-board}
   */
  Signer deployer(String contract);

  /**
   * The keys of the governors that this installation holds.
   *
   * @param count how many to make when there are none yet; 0 to make none
   */
  List<Signer> governors(int count);
}
