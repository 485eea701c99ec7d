package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.Words;
import java.math.BigInteger;

/**
 * Where OrganisationRegistry keeps what, by Solidity's rules for mappings, structs and arrays.
 * Frozen: a test compares it with the layout that the compiler gives for the contract
 * (contracts/artifacts).
 */
public final class RegistrySlots {
  /** Slot of the mapping from organisations to what they are. */
  static final long ORGANISATIONS = 0;

  /** Slot of the mapping from organisations to their keys. */
  static final long KEYS = 1;

  /** Slot of the mapping from organisations to digests of company prefixes to blocks. */
  static final long ENTITLEMENTS = 3;

  private RegistrySlots() {}

  /** Key, roles and suspension of an organisation. */
  public static Bytes32 organisation(Bytes32 organisation) {
    return Words.keccak(organisation, Words.uint(ORGANISATIONS));
  }

  /** Digest of its identity document; the slot after. */
  public static Bytes32 identity(Bytes32 organisation) {
    return plus(organisation(organisation), 1);
  }

  /** How many keys it has had. */
  public static Bytes32 keyCount(Bytes32 organisation) {
    return Words.keccak(organisation, Words.uint(KEYS));
  }

  /**
   * A key and the block from which it counted.
   *
   * @param index from 0
   */
  public static Bytes32 key(Bytes32 organisation, int index) {
    return plus(Keccak.hash(keyCount(organisation).bytes()), index);
  }

  /** The blocks in which it may commission under the company prefix with this salted digest. */
  public static Bytes32 entitlement(Bytes32 organisation, Bytes32 prefixDigest) {
    return Words.keccak(prefixDigest, Words.keccak(organisation, Words.uint(ENTITLEMENTS)));
  }

  private static Bytes32 plus(Bytes32 slot, int more) {
    BigInteger sum = new BigInteger(1, slot.bytes()).add(BigInteger.valueOf(more));
    return Words.uint(sum.mod(BigInteger.ONE.shiftLeft(Bytes32.LENGTH * Byte.SIZE)));
  }
}
