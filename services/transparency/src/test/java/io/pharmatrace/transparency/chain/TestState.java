package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Contracts whose storage a test fills, as a node would prove it. */
public final class TestState {
  private final Map<Address, NaiveTrie> storages = new TreeMap<>();

  /** Sets a slot, to anything but zero. */
  public TestState set(Address contract, Bytes32 slot, BigInteger value) {
    storages
        .computeIfAbsent(contract, c -> new NaiveTrie())
        .put(Keccak.hash(slot.bytes()), RlpWriter.string(minimal(value)));
    return this;
  }

  public TestState set(Address contract, Bytes32 slot, Bytes32 value) {
    return set(contract, slot, new BigInteger(1, value.bytes()));
  }

  public List<byte[]> proof(Address contract, Bytes32 slot) {
    return Objects.requireNonNull(storages.get(contract)).proof(Keccak.hash(slot.bytes()));
  }

  public Bytes32 root() {
    return accounts().root();
  }

  public List<byte[]> accountProof(Address address) {
    return accounts().proof(Keccak.hash(address.bytes()));
  }

  private static byte[] minimal(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private NaiveTrie accounts() {
    NaiveTrie accounts = new NaiveTrie();
    storages.forEach(
        (address, storage) -> accounts.put(Keccak.hash(address.bytes()), account(storage.root())));
    for (byte other = 0; other < 4; other++) {
      accounts.put(Keccak.hash(new byte[] {other}), account(TrieProof.EMPTY_ROOT));
    }
    return accounts;
  }

  private static byte[] account(Bytes32 storageRoot) {
    return RlpWriter.list(
        List.of(
            TestHeader.scalar(1),
            RlpWriter.EMPTY_STRING,
            RlpWriter.string(storageRoot.bytes()),
            RlpWriter.string(Keccak.hash(new byte[] {1}).bytes())));
  }
}
