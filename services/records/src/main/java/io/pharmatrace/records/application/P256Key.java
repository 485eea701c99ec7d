package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key on P-256, the only curve.
 *
 * @param jwk its JWK in the form of RFC 7638: required members only, sorted, no space
 * @param kid SHA-256 of that, so that a name can mean one key only
 * @param key a point that is on the curve
 */
record P256Key(String jwk, String kid, ECPublicKey key) {
  /** As it stands in {@link #jwk}, with groups for x and y. */
  static final String FORM =
      "\\{\"crv\":\"P-256\",\"kty\":\"EC\","
          + "\"x\":\"([A-Za-z0-9_-]{43})\",\"y\":\"([A-Za-z0-9_-]{43})\"\\}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /** Reads a JWK in exactly that form; empty for everything else, and for points off the curve. */
  static Optional<P256Key> parse(String jwk) {
    Matcher parts = PATTERN.matcher(jwk);
    return parts.matches() ? of(parts.group(1), parts.group(2)) : Optional.empty();
  }

  /**
   * Reads a JWK as others write it, with members that say nothing about the point.
   *
   * @throws IllegalArgumentException when it is none on P-256, or a private one
   */
  static P256Key read(String jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      if (key.isPrivate()) {
        throw new IllegalArgumentException("a private key was sent: keep it, send the public one");
      }
      return of(key.toECPublicKey());
    } catch (ParseException | JOSEException e) {
      throw new IllegalArgumentException("not a JWK of an EC public key on P-256", e);
    }
  }

  /**
   * A key as JWK.
   *
   * @throws IllegalArgumentException when it is not on P-256
   */
  static P256Key of(ECPublicKey key) {
    if (!Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
      throw new IllegalArgumentException("not a JWK of an EC public key on P-256");
    }
    ECKey point = new ECKey.Builder(Curve.P_256, key).build();
    return of(point.getX().toString(), point.getY().toString())
        .orElseThrow(() -> new IllegalArgumentException("a point of 32 and 32 bytes"));
  }

  private static Optional<P256Key> of(String x, String y) {
    if (!canonical(x) || !canonical(y)) {
      return Optional.empty();
    }
    String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x, y);
    try {
      // Refuses a point off the curve, by which a private key could be drawn out of answers.
      ECKey key = new ECKey.Builder(Curve.P_256, new Base64URL(x), new Base64URL(y)).build();
      String kid = Base64URL.encode(sha256(jwk)).toString();
      return Optional.of(new P256Key(jwk, kid, key.toECPublicKey()));
    } catch (IllegalStateException | JOSEException e) {
      return Optional.empty();
    }
  }

  /** Whether it is how these bytes are written: base64url has other spellings of the last one. */
  static boolean canonical(String base64url) {
    return Base64URL.encode(new Base64URL(base64url).decode()).toString().equals(base64url);
  }

  static byte[] sha256(String ascii) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
