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
  /** A fresh one. */
  public static EntrySecret random() {
    return new EntrySecret(Bytes32.random());
  }

  /** HMAC-SHA256(secret, "entry"). */
  public Bytes32 entrySalt() {
    return mac(ascii("entry"));
  }

  /**
   * HMAC-SHA256(secret, "unit" ‖ index(4)).
   *
   * @param index place among the entry's units, from 0
   */
  public Bytes32 unitSalt(int index) {
    return derive("unit", index);
  }

  /**
   * The note over 256 units, or the last few, of this entry, with the secrets that its holder
   * chose: seal, blind and salt are HMAC-SHA256(secret, "seal", "blind" or "note" ‖ index(4)).
   *
   * @param index which note of the entry, from 0
   */
  public Note note(int index, Bytes32 unitsRoot, Bytes32 organisation) {
    return new Note(
        unitsRoot,
        organisation,
        derive("seal", index),
        derive("blind", index),
        derive("note", index));
  }

  /**
   * Salt of a unit inside the logistic unit whose contents the entry fixes: HMAC-SHA256(secret,
   * "inside" ‖ index(4)).
   *
   * @param index its position among the contents, from 0
   */
  public Bytes32 insideSalt(int index) {
    return derive("inside", index);
  }

  /**
   * Salt of a step: HMAC-SHA256(secret, "step" ‖ closing(4) ‖ index(4)).
   *
   * @param closing which closing of the entry, from 0
   * @param index which step of that closing, from 0
   */
  public Bytes32 stepSalt(int closing, int index) {
    return derive("step", closing, index);
  }

  private Bytes32 derive(String label, int... indexes) {
    byte[] name = ascii(label);
    ByteBuffer bytes = ByteBuffer.allocate(name.length + 4 * indexes.length).put(name);
    for (int index : indexes) {
      if (index < 0) {
        throw new IllegalArgumentException("an index is not negative: " + index);
      }
      bytes.putInt(index);
    }
    return mac(bytes.array());
  }

  private static byte[] ascii(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
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
