package io.pharmatrace.transparency;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An account whose key the test has; signs the same always the same (RFC 6979).
 *
 * @param key its private key
 */
record TestAccount(Bytes32 key) {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  /** Of the curve. */
  static final BigInteger ORDER = CURVE.getN();

  Address address() {
    byte[] point = CURVE.getG().multiply(number()).normalize().getEncoded(false);
    byte[] hash = Keccak.hash(Arrays.copyOfRange(point, 1, point.length)).bytes();
    return Address.of(Arrays.copyOfRange(hash, Bytes32.LENGTH - Address.LENGTH, Bytes32.LENGTH));
  }

  /** 65 bytes r ‖ s ‖ v, s in the lower half, v 27 or 28. */
  byte[] sign(Bytes32 digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(number(), new ECDomainParameters(CURVE)));
    BigInteger[] signature = signer.generateSignature(digest.bytes());
    BigInteger low = signature[1].min(ORDER.subtract(signature[1]));
    return ByteBuffer.allocate(65)
        .put(Words.uint(signature[0]).bytes())
        .put(Words.uint(low).bytes())
        .put((byte) (27 + parity(digest, signature[0], low)))
        .array();
  }

  /** Whether y of the nonce's point is odd: that point is (digest + r key) / s times G. */
  private int parity(Bytes32 digest, BigInteger r, BigInteger s) {
    BigInteger nonce =
        new BigInteger(1, digest.bytes())
            .add(r.multiply(number()))
            .multiply(s.modInverse(ORDER))
            .mod(ORDER);
    ECPoint point = CURVE.getG().multiply(nonce).normalize();
    return point.getAffineYCoord().toBigInteger().testBit(0) ? 1 : 0;
  }

  private BigInteger number() {
    return new BigInteger(1, key.bytes());
  }
}
