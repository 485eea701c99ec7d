package io.pharmatrace.custody.application.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that say where the next page begins. They hold no secret, are signed, bound to caller and
 * query, and expire. Thread-safe.
 */
@Singleton
public class PageTokens {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MAC = 16;
  private static final int MAX_LENGTH = 8_192;

  private final Jdbi jdbi;
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
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + position.getBytes(UTF_8).length)
            .putLong(expiry.getEpochSecond())
            .put(position.getBytes(UTF_8))
            .array();
    byte[] token = Arrays.copyOf(content, content.length + MAC);
    System.arraycopy(mac(binding, content), 0, token, content.length, MAC);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The position in a token.
   *
   * @throws ApiException when it is none of ours, or of another query or caller, or expired
   */
  public String open(String binding, String token) {
    byte[] bytes = decode(token);
    if (bytes.length <= Long.BYTES + MAC) {
      throw refused();
    }
    byte[] content = Arrays.copyOf(bytes, bytes.length - MAC);
    byte[] mac = Arrays.copyOfRange(bytes, bytes.length - MAC, bytes.length);
    if (!MessageDigest.isEqual(mac, mac(binding, content))) {
      throw refused();
    }
    ByteBuffer buffer = ByteBuffer.wrap(content);
    if (buffer.getLong() < Instant.now().getEpochSecond()) {
      throw new ApiException(
          ErrorCode.QUERY_PARAMETER, "nextPageToken has expired; start at the first page.");
    }
    return UTF_8.decode(buffer).toString();
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

  private byte[] mac(String binding, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      // The length before the content keeps binding and content apart.
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
      mac.update(content);
      return Arrays.copyOf(mac.doFinal(binding.getBytes(UTF_8)), MAC);
    } catch (GeneralSecurityException impossible) {
      // Every Java platform has HmacSHA256 (javax.crypto.Mac).
      throw new IllegalStateException(impossible);
    }
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      String secret =
          jdbi.withHandle(
              handle ->
                  handle
                      .createQuery("SELECT secret FROM custody.page_secret")
                      .mapTo(String.class)
                      .one());
      known = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
      key = known;
    }
    return known;
  }
}
