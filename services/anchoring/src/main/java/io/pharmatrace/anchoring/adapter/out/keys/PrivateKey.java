package io.pharmatrace.anchoring.adapter.out.keys;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.util.Arrays;
import org.bouncycastle.jcajce.provider.digest.Keccak;

/** A secp256k1 key in memory. Signatures are deterministic (RFC 6979) with s in the low half. */
final class PrivateKey implements Signer {
  private static final Secp256k1 CURVE = Secp256k1.get();

  private final byte[] secret;
  private final byte[] publicKey;
  private final Address address;

  PrivateKey(byte[] secret) {
    this.secret = secret.clone();
    this.publicKey = CURVE.pubkeyCreate(this.secret);
    this.address = address(publicKey);
  }

  /** The account of a public key of 65 bytes. */
  private static Address address(byte[] publicKey) {
    byte[] hash = new Keccak.Digest256().digest(Arrays.copyOfRange(publicKey, 1, publicKey.length));
    return Address.of(Arrays.copyOfRange(hash, hash.length - Address.LENGTH, hash.length));
  }

  /** Whether a signature of a digest leads back to an account. */
  static boolean isOf(Address account, Signature signature, Bytes32 digest) {
    byte[] compact = Arrays.copyOf(signature.encode(), 2 * Bytes32.LENGTH);
    try {
      return address(CURVE.ecdsaRecover(compact, digest.bytes(), signature.recovery()))
          .equals(account);
    } catch (Secp256k1Exception e) {
      return false; // no point of the curve
    }
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Signature sign(Signable what) {
    return sign(what.digest());
  }

  Signature sign(Bytes32 digest) {
    byte[] message = digest.bytes();
    byte[] compact = CURVE.sign(message, secret);
    for (int recovery = 0; recovery <= 1; recovery++) {
      if (Arrays.equals(CURVE.ecdsaRecover(compact, message, recovery), publicKey)) {
        return new Signature(Bytes32.of(compact, 0), Bytes32.of(compact, Bytes32.LENGTH), recovery);
      }
    }
    throw new IllegalStateException("a signature does not lead back to its key");
  }

  /** Tells nothing of the key but its account. */
  @Override
  public String toString() {
    return "PrivateKey[" + address + "]";
  }
}
