package io.pharmatrace.transparency;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The EIP-712 domain: name PharmaTrace, version 1, and where a signature is good.
 *
 * @param chainId of the chain, at least 1
 * @param contract that checks the signature (CustodyLedger for a commitment, RecallBoard for a
 *     recall, ConsentRegistry for a consent)
 */
public record SigningDomain(BigInteger chainId, Address contract) {
  private static final Bytes32 TYPE_HASH =
      hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final Bytes32 NAME = hash("PharmaTrace");
  private static final Bytes32 VERSION = hash("1");

  public SigningDomain {
    if (chainId.signum() < 1) {
      throw new IllegalArgumentException("a chain id is at least 1");
    }
  }

  /** A domain on the chain with this id. */
  public static SigningDomain of(long chainId, Address contract) {
    return new SigningDomain(BigInteger.valueOf(chainId), contract);
  }

  /** The domain separator. */
  public Bytes32 separator() {
    return Words.keccak(TYPE_HASH, NAME, VERSION, Words.uint(chainId), Words.address(contract));
  }

  /**
   * What is signed of a struct with this hash: keccak256(0x1901 ‖ domain separator ‖ hashStruct).
   */
  Bytes32 digest(Bytes32 structHash) {
    ByteBuffer bytes =
        ByteBuffer.allocate(2 + 2 * Bytes32.LENGTH).put((byte) 0x19).put((byte) 0x01);
    separator().putInto(bytes);
    structHash.putInto(bytes);
    return Keccak.hash(bytes.array());
  }

  private static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
  }
}
