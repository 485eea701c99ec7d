package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** OrganisationRegistry's storage as of one block. Immutable. */
public final class RegistryState {
  /** The most keys of an organisation that are read. */
  public static final int MAX_KEYS = 1_000;

  private static final int ADDRESS_BITS = Address.LENGTH * Byte.SIZE;
  private static final int BLOCK_BITS = 96;
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Account registry;

  private RegistryState(Account registry) {
    this.registry = registry;
  }

  /**
   * What governors made of an organisation.
   *
   * @param roles the sum of its roles: 1 manufacturer, 2 distributor, 4 pharmacy, 8 regulator
   * @param suspended whether it is barred from committing
   * @param identityDigest SHA-256 of its identity document
   */
  public record Member(int roles, boolean suspended, Bytes32 identityDigest) {}

  /**
   * With which key an organisation signed from a block on.
   *
   * @param since block, inclusive
   * @param key none while it was suspended
   */
  public record Key(long since, Optional<Address> key) {}

  /**
   * The blocks in which an organisation may commission under a company prefix.
   *
   * @param since inclusive; 0 when it never might
   * @param until exclusive; 0 while it may
   */
  public record Entitlement(long since, long until) {
    /** Whether it might in that block. */
    public boolean covers(long block) {
      return since != 0 && since <= block && (until == 0 || block < until);
    }
  }

  /**
   * The contract at a pinned address.
   *
   * @param nodes {@code accountProof} of {@code eth_getProof}
   */
  public static Checked<RegistryState> of(SealedBlock block, Address address, List<byte[]> nodes) {
    return Flawed.check(
        () ->
            new RegistryState(
                StateProof.accountIn(block.stateRoot(), address, nodes)
                    .filter(Account::isContract)
                    .orElseThrow(() -> new Flawed(Flaw.NO_CONTRACT, address.hex()))));
  }

  /**
   * An organisation; none if it is proven that it was never admitted.
   *
   * @param nodes {@code storageProof} of {@link RegistrySlots#organisation}
   * @param identityNodes of {@link RegistrySlots#identity}
   */
  public Checked<Optional<Member>> member(
      Bytes32 organisation, List<byte[]> nodes, List<byte[]> identityNodes) {
    return Flawed.check(
        () -> {
          // From the least significant end: address, uint32, bool.
          BigInteger packed = number(RegistrySlots.organisation(organisation), nodes);
          Bytes32 identity = slot(RegistrySlots.identity(organisation), identityNodes);
          return packed.signum() == 0
              ? Optional.empty()
              : Optional.of(
                  new Member(
                      packed.shiftRight(ADDRESS_BITS).intValue(),
                      packed.testBit(ADDRESS_BITS + Integer.SIZE),
                      identity));
        });
  }

  /**
   * All keys that an organisation has had, in their order.
   *
   * @param countNodes {@code storageProof} of {@link RegistrySlots#keyCount}
   * @param keys for each key {@code storageProof} of {@link RegistrySlots#key}
   */
  public Checked<List<Key>> keys(
      Bytes32 organisation, List<byte[]> countNodes, List<List<byte[]>> keys) {
    return Flawed.check(
        () -> {
          BigInteger count = number(RegistrySlots.keyCount(organisation), countNodes);
          if (keys.size() > MAX_KEYS || !count.equals(BigInteger.valueOf(keys.size()))) {
            throw new Flawed(Flaw.INCOMPLETE_PROOF, "the organisation has had " + count + " keys");
          }
          List<Key> all = new ArrayList<>();
          for (List<byte[]> nodes : keys) {
            all.add(key(number(RegistrySlots.key(organisation, all.size()), nodes)));
          }
          return List.copyOf(all);
        });
  }

  private static Key key(BigInteger packed) throws Flawed {
    byte[] address = new byte[Address.LENGTH];
    byte[] word = Words.uint(packed.shiftRight(BLOCK_BITS)).bytes();
    System.arraycopy(word, Bytes32.LENGTH - Address.LENGTH, address, 0, Address.LENGTH);
    boolean none = Arrays.equals(address, new byte[Address.LENGTH]);
    return new Key(
        uint(packed, 0, BLOCK_BITS), none ? Optional.empty() : Optional.of(Address.of(address)));
  }

  /**
   * When an organisation might commission under a company prefix.
   *
   * @param nodes {@code storageProof} of {@link RegistrySlots#entitlement}
   */
  public Checked<Entitlement> entitlement(
      Bytes32 organisation, Bytes32 prefixDigest, List<byte[]> nodes) {
    return Flawed.check(
        () -> {
          BigInteger packed = number(RegistrySlots.entitlement(organisation, prefixDigest), nodes);
          return new Entitlement(uint(packed, 0, Long.SIZE), uint(packed, Long.SIZE, Long.SIZE));
        });
  }

  private static long uint(BigInteger word, int from, int bits) throws Flawed {
    BigInteger value = word.shiftRight(from).mod(BigInteger.ONE.shiftLeft(bits));
    if (value.compareTo(LARGEST) > 0) {
      throw Flawed.malformed("a block number above 2^63 - 1");
    }
    return value.longValueExact();
  }

  private BigInteger number(Bytes32 slot, List<byte[]> nodes) throws Flawed {
    return new BigInteger(1, slot(slot, nodes).bytes());
  }

  private Bytes32 slot(Bytes32 slot, List<byte[]> nodes) throws Flawed {
    return StateProof.slotIn(registry.storageRoot(), slot, nodes);
  }
}
