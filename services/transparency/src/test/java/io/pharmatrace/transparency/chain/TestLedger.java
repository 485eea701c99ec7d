package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A state with one contract whose storage the test fills, as a node would prove it. */
final class TestLedger {
  static final Address ADDRESS = Address.fromHex("00000000000000000000000000000000001ed6e4");

  private final NaiveTrie storage = new NaiveTrie();
  private Bytes32 codeHash = Keccak.hash(new byte[] {1});

  /** Sets a slot, to anything but zero. */
  TestLedger set(Bytes32 slot, BigInteger value) {
    byte[] bytes = value.toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    byte[] minimal = Arrays.copyOfRange(bytes, zeros, bytes.length);
    storage.put(Keccak.hash(slot.bytes()), RlpWriter.string(minimal));
    return this;
  }

  TestLedger set(Bytes32 slot, Bytes32 value) {
    return set(slot, new BigInteger(1, value.bytes()));
  }

  TestLedger withoutCode() {
    codeHash = Keccak.hash(new byte[0]);
    return this;
  }

  List<byte[]> proof(Bytes32 slot) {
    return storage.proof(Keccak.hash(slot.bytes()));
  }

  Bytes32 stateRoot() {
    return accounts().root();
  }

  List<byte[]> accountProof(Address address) {
    return accounts().proof(Keccak.hash(address.bytes()));
  }

  private NaiveTrie accounts() {
    byte[] account =
        RlpWriter.list(
            List.of(
                TestHeader.scalar(1),
                RlpWriter.EMPTY_STRING,
                RlpWriter.string(storage.root().bytes()),
                RlpWriter.string(codeHash.bytes())));
    NaiveTrie accounts = new NaiveTrie().put(Keccak.hash(ADDRESS.bytes()), account);
    for (byte other = 0; other < 40; other++) {
      accounts.put(Keccak.hash(new byte[] {other}), account);
    }
    return accounts;
  }
}
