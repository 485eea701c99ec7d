package io.pharmatrace.anchoring.application;

import java.util.List;
import java.util.UUID;

/**
 * The keys of this installation; each is made when it is first asked for, and kept. Thread-safe.
 */
public interface Keys {
  /** The key with which this organisation signs its commitments. */
  Signer organisation(UUID organisation);

  /** The account that sends transactions. */
  Signer relay();

  /**
   * The account that deploys RecallBoard, as its first transaction and only that, so that a
   * deployment that was cut short is found.
   */
  Signer recallBoardDeployer();

  /**
   * The keys of the governors that this installation holds.
   *
   * @param count how many to make when there are none yet
   */
  List<Signer> governors(int count);
}
