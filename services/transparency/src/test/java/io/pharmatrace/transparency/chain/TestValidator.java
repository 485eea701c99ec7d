package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.Words;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** A validator whose key the test has. Every signature has another nonce. */
final class TestValidator {
  static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  private final BigInteger key;
  private final Address address;

  private TestValidator(int seed) {
    key = new BigInteger(1, Keccak.hash(new byte[] {(byte) seed}).bytes());
    address = Secp256k1.account(CURVE.getG().multiply(key).normalize());
  }

  /** One of those that are known by a number from 0 to 127. */
  static TestValidator of(int seed) {
    return new TestValidator(seed);
  }

  /** So many, always the same, in ascending order of their addresses. */
  static List<TestValidator> some(int count) {
    return IntStream.range(0, count)
        .mapToObj(TestValidator::new)
        .sorted(Comparator.comparing(TestValidator::address))
        .toList();
  }

  static List<Address> addresses(List<TestValidator> validators) {
    return validators.stream().map(TestValidator::address).toList();
  }

  Address address() {
    return address;
  }

  byte[] seal(Bytes32 hash) {
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ECPrivateKeyParameters(key, new ECDomainParameters(CURVE)));
    BigInteger[] signature = signer.generateSignature(hash.bytes());
    BigInteger low = signature[1].min(CURVE.getN().subtract(signature[1]));
    return Stream.of(0, 1)
        .map(v -> encode(signature[0], low, v))
        .filter(
            seal ->
                Flawed.check(() -> Secp256k1.signer(hash, seal))
                    .equals(new Checked.Proven<>(address)))
        .findFirst()
        .orElseThrow();
  }

  static byte[] encode(BigInteger r, BigInteger s, int v) {
    return ByteBuffer.allocate(Secp256k1.SIGNATURE_LENGTH)
        .put(word(r))
        .put(word(s))
        .put((byte) v)
        .array();
  }

  private static byte[] word(BigInteger value) {
    return Words.uint(value).bytes();
  }
}
