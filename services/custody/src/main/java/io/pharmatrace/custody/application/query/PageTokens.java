package io.pharmatrace.custody.application.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that say where the next page begins. They are encrypted, because the numbers of rows tell
 * how much others do (AES-GCM, NIST SP 800-38D), bound to caller and query, and expire.
 * Thread-safe.
 */
@Singleton
public class PageTokens {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_LENGTH = 8_192;

  private final Jdbi jdbi;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable SecretKeySpec key;

  PageTokens(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** When a token that is made now expires. */
  public Instant expiry() {
    return Instant.ofEpochSecond(Instant.now().plus(LIFE).getEpochSecond());
  }

  /**
   * Makes a token.
   *
   * @param binding who asks for what; the token opens for the same only
   * @param position where the next page begins
   */
  public String seal(String binding, String position, Instant expiry) {
    byte[] text = position.getBytes(UTF_8);
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + text.length)
            .putLong(expiry.getEpochSecond())
            .put(text)
            .array();
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, binding, nonce).doFinal(content);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /**
   * The position in a token.
   *
   * @throws ApiException when it is none of ours, or of another query or caller, or expired
   */
  public String open(String binding, String token) {
    byte[] bytes = decode(token);
    if (bytes.length <= NONCE) {
      throw refused();
    }
    ByteBuffer content;
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, binding, Arrays.copyOf(bytes, NONCE));
      content = ByteBuffer.wrap(cipher.doFinal(bytes, NONCE, bytes.length - NONCE));
    } catch (GeneralSecurityException e) {
      throw refused();
    }
    if (content.getLong() < Instant.now().getEpochSecond()) {
      throw new ApiException(
          ErrorCode.QUERY_PARAMETER, "nextPageToken has expired; start at the first page.");
    }
    return UTF_8.decode(content).toString();
  }

  private Cipher cipher(int mode, String binding, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding.getBytes(UTF_8));
    return cipher;
  }

  private static byte[] decode(String token) {
    try {
      return token.length() > MAX_LENGTH ? new byte[0] : Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static ApiException refused() {
    return new ApiException(
        ErrorCode.QUERY_PARAMETER,
        "nextPageToken is not one that was given to you for this very query.");
  }

  private SecretKeySpec key() throws GeneralSecurityException {
    SecretKeySpec known = key;
    if (known == null) {
      String secret =
          jdbi.withHandle(
              handle ->
                  handle
                      .createQuery("SELECT secret FROM custody.page_secret")
                      .mapTo(String.class)
                      .one());
      known =
          new SecretKeySpec(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)), "AES");
      key = known;
    }
    return known;
  }
}
