package io.pharmatrace.anchoring.adapter.out.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

class PrivateKeyTest {
  // The first account of every anvil and Hardhat node: known to everybody.
  private static final PrivateKey KEY =
      new PrivateKey(
          HexFormat.of()
              .parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
  private static final BigInteger HALF_ORDER =
      new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

  @Test
  void theAccountFollowsFromTheKey() {
    assertThat(KEY.address().hex()).isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  }

  @Test
  void aSignatureLeadsBackToTheAccountInAnotherImplementation() throws SignatureException {
    for (int i = 0; i < 50; i++) {
      Bytes32 digest = Bytes32.random();

      Signature signature = KEY.sign(digest);

      BigInteger publicKey =
          Sign.signedMessageHashToKey(
              digest.bytes(),
              new Sign.SignatureData(
                  (byte) (27 + signature.recovery()),
                  signature.r().bytes(),
                  signature.s().bytes()));
      assertThat("0x" + Keys.getAddress(publicKey)).isEqualTo(KEY.address().hex());
      assertThat(new BigInteger(1, signature.s().bytes())).isLessThanOrEqualTo(HALF_ORDER);
    }
  }

  @Test
  void theSameDigestGivesTheSameSignature() {
    Bytes32 digest = Bytes32.random();

    assertThat(KEY.sign(digest)).isEqualTo(KEY.sign(digest));
    assertThat(Signature.decode(KEY.sign(digest).encode())).isEqualTo(KEY.sign(digest));
  }

  @Test
  void theKeyIsNotPrinted() {
    assertThat(KEY.toString()).doesNotContain("ac0974be");
  }
}
