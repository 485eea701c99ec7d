package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.Words;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Checks what {@code eth_getProof} answers (EIP-1186). Only the nodes are taken from the answer,
 * its other fields being claims. Besu writes {@code key} and {@code value} without leading zeros
 * and gives slots in ascending order: a caller finds his by number.
 */
public final class StateProof {
  private StateProof() {}

  /**
   * The account at an address; none if it is proven that there is none.
   *
   * @param stateRoot of a {@link SealedBlock}
   * @param nodes {@code accountProof}
   */
  public static Checked<Optional<Account>> account(
      Bytes32 stateRoot, Address address, List<byte[]> nodes) {
    return Flawed.check(() -> accountIn(stateRoot, address, nodes));
  }

  static Optional<Account> accountIn(Bytes32 stateRoot, Address address, List<byte[]> nodes)
      throws Flawed {
    Optional<byte[]> leaf = TrieProof.value(stateRoot, Keccak.hash(address.bytes()), nodes);
    return leaf.isPresent() ? Optional.of(Account.decode(leaf.get())) : Optional.empty();
  }

  /**
   * The 32 bytes in a slot of an account's storage; zero if it is proven that nothing is there.
   *
   * @param storageRoot of an {@link Account}
   * @param nodes {@code storageProof[i].proof}
   */
  public static Checked<Bytes32> slot(Bytes32 storageRoot, Bytes32 slot, List<byte[]> nodes) {
    return Flawed.check(() -> slotIn(storageRoot, slot, nodes));
  }

  static Bytes32 slotIn(Bytes32 storageRoot, Bytes32 slot, List<byte[]> nodes) throws Flawed {
    Optional<byte[]> leaf = TrieProof.value(storageRoot, Keccak.hash(slot.bytes()), nodes);
    if (leaf.isEmpty()) {
      return Bytes32.ZERO;
    }
    byte[] value = Rlp.whole("the value", leaf.get(), 1 + Bytes32.LENGTH).scalar(Bytes32.LENGTH);
    if (value.length == 0) {
      throw Flawed.malformed("the value is a zero, which no storage holds");
    }
    return Words.uint(new BigInteger(1, value));
  }
}
