package io.pharmatrace.records.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AESKW;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DataKeysTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 7518 appendix C, from Alice's side and from Bob's. */
  @Test
  void agreesOnTheKeyOfTheStandard() throws ParseException, JOSEException {
    ECKey alice =
        ECKey.parse(
            """
            {"kty":"EC","crv":"P-256",
             "x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
             "y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
             "d":"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo"}""");
    ECKey bob =
        ECKey.parse(
            """
            {"kty":"EC","crv":"P-256",
             "x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
             "y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
             "d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"}""");
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A128GCM)
            .agreementPartyUInfo(Base64URL.encode("Alice"))
            .agreementPartyVInfo(Base64URL.encode("Bob"))
            .build();

    SecretKey byAlice = DataKeys.agree(header, bob.toECPublicKey(), alice.toECPrivateKey());
    SecretKey byBob = DataKeys.agree(header, alice.toECPublicKey(), bob.toECPrivateKey());

    assertThat(Base64URL.encode(byAlice.getEncoded())).hasToString("VqqN6vgjbSBcIijNcacQGg");
    assertThat(byBob.getEncoded()).isEqualTo(byAlice.getEncoded());
  }

  /** RFC 3394 section 4.6: 256 bits of key data with a 256-bit key. */
  @Test
  void wrapsAsTheStandardDoes() throws JOSEException {
    SecretKey key =
        new SecretKeySpec(
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
            "AES");
    byte[] data = HEX.parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");

    byte[] wrapped = AESKW.wrapCEK(new SecretKeySpec(data, "AES"), key, null);

    assertThat(HEX.formatHex(wrapped))
        .isEqualTo(
            "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
    assertThat(AESKW.unwrapCEK(key, wrapped, null).getEncoded()).isEqualTo(data);
  }

  @Test
  void onlyTheReaderUnwrapsAndEachWrappingLooksDifferent() throws JOSEException {
    ECKey reader = new ECKeyGenerator(Curve.P_256).generate();
    ECKey other = new ECKeyGenerator(Curve.P_256).generate();
    SecretKey dataKey = DataKeys.fresh();

    WrappedKey one = DataKeys.wrap(dataKey, P256Key.of(reader.toECPublicKey()));
    WrappedKey again = DataKeys.wrap(dataKey, P256Key.of(reader.toECPublicKey()));

    assertThat(DataKeys.unwrap(one, reader.toECPrivateKey())).contains(dataKey);
    assertThat(DataKeys.unwrap(one, other.toECPrivateKey())).isEmpty();
    assertThat(again.encrypted()).isNotEqualTo(one.encrypted());
    assertThat(again.ephemeral()).isNotEqualTo(one.ephemeral());
  }

  /** RFC 7638 section 3 has its example for RSA; this is the same computed by Nimbus. */
  @Test
  void aKeyIsNamedByItsThumbprint() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();

    P256Key ours = P256Key.of(key.toECPublicKey());

    assertThat(ours.kid()).isEqualTo(key.computeThumbprint().toString());
    assertThat(P256Key.parse(ours.jwk())).contains(ours);
    assertThat(P256Key.read(key.toPublicJWK().toJSONString())).isEqualTo(ours);
  }

  @Test
  void takesPublicPointsOfP256Only() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    String off =
        P256Key.of(key.toECPublicKey()).jwk().replace(key.getX().toString(), "A".repeat(43));

    assertThat(P256Key.parse(off)).as("a point off the curve").isEmpty();
    assertThat(P256Key.parse(key.toJSONString())).isEmpty();
    assertThatThrownBy(() -> P256Key.read(key.toJSONString())).hasMessageContaining("private");
    String p384 = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString();
    assertThatThrownBy(() -> P256Key.read(p384)).hasMessageContaining("P-256");
    assertThatThrownBy(() -> P256Key.read("{}")).hasMessageContaining("P-256");
  }
}
