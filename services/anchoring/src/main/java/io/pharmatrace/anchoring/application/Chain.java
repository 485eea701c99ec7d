package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.ChainIdentity;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.anchoring.domain.Mined;
import io.pharmatrace.anchoring.domain.SendAnswer;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.SigningDomain;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A node of the chain. Every method asks it anew and throws {@link ChainException} when it cannot
 * be reached or answers nonsense. Thread-safe.
 */
public interface Chain {
  /**
   * Where an organisation's log stands.
   *
   * @param sequence of its last commitment, 0 before the first
   * @param head zero before the first
   */
  record Last(long sequence, Bytes32 head) {}

  /** Which chain this is. */
  ChainIdentity identity();

  /** Number of the newest block; that block itself may be readable only a moment later. */
  long newestBlock();

  /** This node lacks blocks that were seen before: another is asked next, if more are known. */
  void behind();

  /** The block of that number, if the node has it. */
  Optional<Block> block(long number);

  /** Whether there is a contract at the address. */
  boolean hasCode(Address address);

  /**
   * The ledger in favour of which governors froze this one; empty while it takes commitments, and
   * for a ledger from before there were successors.
   */
  Optional<Address> successor(Address ledger);

  /** Transactions that the account has in blocks: its next free nonce. */
  long transactionCount(Address account);

  /** Hands a transaction to the node. */
  SendAnswer send(SignedTransaction transaction);

  /** What became of a transaction; empty while it is in no block. */
  Optional<Mined> mined(Bytes32 transactionHash);

  /**
   * The signature that a transaction brought to {@code commit}; empty when the node does not give
   * the transaction, or it called something else, which called the ledger.
   */
  Optional<Signature> signatureIn(Bytes32 transaction);

  /** All {@code Committed} records of the blocks from..to, both included, in their order. */
  List<CommittedRecord> committed(Address ledger, long from, long to);

  /** Sequence of the organisation's last commitment in the newest block, 0 before the first. */
  long lastSequence(Address ledger, Bytes32 organisation);

  /**
   * What the ledger has of an organisation as of a block: of two questions about the newest one,
   * different nodes may answer.
   *
   * @param block one of the last few: nodes keep no older states, as a rule
   */
  Last last(Address ledger, Bytes32 organisation, long block);

  /** The slots of a seal that an organisation has closed in the newest block, bit i for slot i. */
  BigInteger closed(Address ledger, Bytes32 organisation, Bytes32 seal);

  /** A {@code commit} transaction with no fee and an explicit gas limit, signed by the relay. */
  SignedTransaction commit(
      SigningDomain ledger, Commitment commitment, Signature signature, Signer relay, long nonce);

  /** Why the contract would refuse the commitment now; empty when it would take it. */
  Optional<String> refusal(Address ledger, Commitment commitment, Signature signature);
}
