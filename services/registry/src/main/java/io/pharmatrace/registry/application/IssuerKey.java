package io.pharmatrace.registry.application;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.security.token.jwt.endpoints.JwkProvider;
import io.micronaut.security.token.jwt.signature.ec.ECSignatureGeneratorConfiguration;
import io.pharmatrace.platform.Home;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;

/**
 * The key that signs the built-in issuer's tokens (ES256), made at the first start; its public half
 * is at {@code /keys} so that other processes can check tokens.
 */
@Singleton
@Named("generator")
final class IssuerKey implements ECSignatureGeneratorConfiguration, JwkProvider {
  private final ECKey key;

  IssuerKey(Home home) throws ParseException {
    this.key = ECKey.parse(home.secret("issuer-key.json", IssuerKey::generate));
  }

  private static String generate() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(UUID.randomUUID().toString())
          .algorithm(JWSAlgorithm.ES256)
          .generate()
          .toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot make a P-256 key", e);
    }
  }

  @Override
  public ECPrivateKey getPrivateKey() {
    try {
      return key.toECPrivateKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the issuer's key is no P-256 key", e);
    }
  }

  @Override
  public ECPublicKey getPublicKey() {
    try {
      return key.toECPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the issuer's key is no P-256 key", e);
    }
  }

  @Override
  public JWSAlgorithm getJwsAlgorithm() {
    return JWSAlgorithm.ES256;
  }

  @Override
  public List<JWK> retrieveJsonWebKeys() {
    return List.of(key.toPublicJWK());
  }
}
