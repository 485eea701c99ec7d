package io.pharmatrace.records.application;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AESKW;
import com.nimbusds.jose.crypto.impl.ConcatKDF;
import com.nimbusds.jose.crypto.impl.ECDH;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Data keys, one for each version of a record, wrapped for each reader by ECDH-ES+A256KW (RFC 7518
 * section 4.6). A later grant wraps the same key once more, which no JOSE library offers: they wrap
 * only while they encrypt.
 */
final class DataKeys {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JWEHeader HEADER =
      new JWEHeader(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM);

  private DataKeys() {}

  /** A key for AES-256, used for one encryption. */
  static SecretKey fresh() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  /** Wraps it for a reader. */
  static WrappedKey wrap(SecretKey dataKey, P256Key reader) {
    try {
      ECKey ephemeral = new ECKeyGenerator(Curve.P_256).generate();
      SecretKey agreed = agree(HEADER, reader.key(), ephemeral.toECPrivateKey());
      return new WrappedKey(
          reader.kid(),
          P256Key.of(ephemeral.toECPublicKey()),
          Base64URL.encode(AESKW.wrapCEK(dataKey, agreed, null)));
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has P-256 and AES", e);
    }
  }

  /** The data key; empty when it was not wrapped for this reader's key, or was altered. */
  static Optional<SecretKey> unwrap(WrappedKey wrapped, ECPrivateKey reader) {
    try {
      SecretKey agreed = agree(HEADER, wrapped.ephemeral().key(), reader);
      SecretKey dataKey = AESKW.unwrapCEK(agreed, wrapped.encrypted().decode(), null);
      return dataKey.getEncoded().length == 32 ? Optional.of(dataKey) : Optional.empty();
    } catch (JOSEException e) {
      return Optional.empty();
    }
  }

  /** The key that both sides derive (RFC 7518 section 4.6.2). */
  static SecretKey agree(JWEHeader header, ECPublicKey theirs, ECPrivateKey ours)
      throws JOSEException {
    SecretKey shared = ECDH.deriveSharedSecret(theirs, ours, null);
    return ECDH.deriveSharedKey(header, shared, new ConcatKDF("SHA-256"));
  }
}
