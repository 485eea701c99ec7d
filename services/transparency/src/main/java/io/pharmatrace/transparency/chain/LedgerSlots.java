package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Words;
import java.math.BigInteger;

/**
 * Where CustodyLedger keeps what, by Solidity's rules for mappings and structs. Frozen: a test
 * compares it with the layout that the compiler gives for the contract (contracts/artifacts).
 */
public final class LedgerSlots {
  /** Slot of the mapping from organisations to their record. */
  static final long RECORDS = 2;

  /** Slot of the mapping from organisations to seals to slots closed. */
  static final long CLOSED = 3;

  private LedgerSlots() {}

  /** The head of an organisation. */
  public static Bytes32 head(Bytes32 organisation) {
    return Words.keccak(organisation, Words.uint(RECORDS));
  }

  /**
   * Sequence, log size, time and end of an organisation's last commitment; the slot after its head.
   */
  public static Bytes32 last(Bytes32 organisation) {
    BigInteger next = new BigInteger(1, head(organisation).bytes()).add(BigInteger.ONE);
    return Words.uint(next.mod(BigInteger.ONE.shiftLeft(Bytes32.LENGTH * Byte.SIZE)));
  }

  /** The slots of a seal that an organisation closed, bit i for slot i. */
  public static Bytes32 closed(Bytes32 organisation, Bytes32 seal) {
    return Words.keccak(seal, Words.keccak(organisation, Words.uint(CLOSED)));
  }
}
