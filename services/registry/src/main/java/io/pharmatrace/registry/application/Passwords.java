package io.pharmatrace.registry.application;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Password hashes: PBKDF2 with HMAC-SHA-512 (RFC 8018), with the rounds that OWASP advises. */
final class Passwords {
  private static final int ROUNDS = 210_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** A salted hash as {@code rounds:salt:hash}, the latter two in base64. */
  static String hash(String password) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    return ROUNDS + ":" + encode(salt) + ":" + encode(derive(password, salt, ROUNDS));
  }

  /** Whether the password is the one that was hashed; takes the same time for any wrong one. */
  static boolean matches(String password, String hash) {
    String[] parts = hash.split(":", 3);
    Base64.Decoder decoder = Base64.getDecoder();
    byte[] derived = derive(password, decoder.decode(parts[1]), Integer.parseInt(parts[0]));
    return MessageDigest.isEqual(derived, decoder.decode(parts[2]));
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA512", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
