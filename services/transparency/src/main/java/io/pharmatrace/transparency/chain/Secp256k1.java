package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Who signed: public key recovery on secp256k1 (SEC 1 v2, section 4.1.6). */
final class Secp256k1 {
  /** Length of {@code r ‖ s ‖ v} in bytes. */
  static final int SIGNATURE_LENGTH = 65;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);

  private Secp256k1() {}

  /**
   * The account whose key signed the hash.
   *
   * @param signature 65 bytes {@code r(32) ‖ s(32) ‖ v(1)}, v 0 or 1. From any signature everybody
   *     can make a second one with order - s; only the one with the smaller s is taken.
   */
  static Address signer(Bytes32 hash, byte[] signature) throws Flawed {
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    int v = signature[64];
    if (r.signum() == 0 || r.compareTo(CURVE.getN()) >= 0) {
      throw bad("its r is not below the curve's order");
    }
    if (s.signum() == 0 || s.compareTo(HALF_ORDER) > 0) {
      throw bad("its s is not in the lower half");
    }
    if (v != 0 && v != 1) {
      throw bad("its v is neither 0 nor 1");
    }
    ECPoint point = point(signature, v);
    BigInteger inverse = r.modInverse(CURVE.getN());
    BigInteger ofG = new BigInteger(1, hash.bytes()).negate().multiply(inverse).mod(CURVE.getN());
    BigInteger ofPoint = s.multiply(inverse).mod(CURVE.getN());
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofG, point, ofPoint).normalize();
    if (key.isInfinity()) {
      throw bad("no key belongs to it");
    }
    return account(key);
  }

  /** The last 20 bytes of the hash of a public key's coordinates. */
  static Address account(ECPoint key) {
    byte[] coordinates = key.getEncoded(false);
    byte[] hash = Keccak.hash(Arrays.copyOfRange(coordinates, 1, coordinates.length)).bytes();
    return Address.of(Arrays.copyOfRange(hash, Bytes32.LENGTH - Address.LENGTH, Bytes32.LENGTH));
  }

  private static ECPoint point(byte[] signature, int v) throws Flawed {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + v);
    System.arraycopy(signature, 0, compressed, 1, 32);
    try {
      return CURVE.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException notOnCurve) {
      throw bad("its r is no point of the curve");
    }
  }

  private static Flawed bad(String where) {
    return new Flawed(Flaw.BAD_SEAL, where);
  }
}
