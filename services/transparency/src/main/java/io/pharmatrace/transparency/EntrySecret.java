package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one random secret of an entry, from which its salts are derived, so that thousands of unit
 * salts need no storage and any one can be disclosed without the others.
 *
 * @param secret 32 random bytes, never disclosed
 */
public record EntrySecret(Bytes32 secret) {
  private static final byte[] ENTRY = "entry".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNIT = "unit".getBytes(StandardCharsets.US_ASCII);

  /** A fresh one. */
  public static EntrySecret random() {
    return new EntrySecret(Bytes32.random());
  }

  /** HMAC-SHA256(secret, "entry"). */
  public Bytes32 entrySalt() {
    return mac(ENTRY);
  }

  /**
   * HMAC-SHA256(secret, "unit" ‖ index(4)).
   *
   * @param index place among the entry's units, from 0
   */
  public Bytes32 unitSalt(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("no unit has index " + index);
    }
    return mac(ByteBuffer.allocate(UNIT.length + 4).put(UNIT).putInt(index).array());
  }

  private Bytes32 mac(byte[] label) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return Bytes32.wrap(mac.doFinal(label));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Tells nothing of the secret. */
  @Override
  public String toString() {
    return "EntrySecret[hidden]";
  }
}
