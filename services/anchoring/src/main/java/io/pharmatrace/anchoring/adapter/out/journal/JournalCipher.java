package io.pharmatrace.anchoring.adapter.out.journal;

import io.pharmatrace.anchoring.application.JournalException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals pages of the journal with AES-256-GCM: {@code 0x01 ‖ organisation(16) ‖ sequence(8) ‖
 * page(4) ‖ last(1) ‖ iv(12) ‖ ciphertext and tag}; everything before the iv is authenticated.
 */
final class JournalCipher {
  private static final byte VERSION = 1;
  private static final int HEADER = 1 + 16 + 8 + 4 + 1;
  private static final int IV = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  /** A cipher with a key of 32 bytes. */
  JournalCipher(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("the journal's key has 32 bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * A page in the clear.
   *
   * @param sequence of the commitment
   * @param number of the page, from 0
   * @param last whether it ends the commitment
   * @param text its bytes
   */
  record Page(UUID organisation, long sequence, int number, boolean last, ByteBuffer text) {}

  byte[] seal(Page page) {
    byte[] iv = new byte[IV];
    RANDOM.nextBytes(iv);
    byte[] header =
        ByteBuffer.allocate(HEADER)
            .put(VERSION)
            .putLong(page.organisation().getMostSignificantBits())
            .putLong(page.organisation().getLeastSignificantBits())
            .putLong(page.sequence())
            .putInt(page.number())
            .put((byte) (page.last() ? 1 : 0))
            .array();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, iv, header);
      ByteBuffer out =
          ByteBuffer.allocate(HEADER + IV + cipher.getOutputSize(page.text().remaining()));
      out.put(header).put(iv);
      cipher.doFinal(page.text().duplicate(), out);
      return out.array();
    } catch (GeneralSecurityException e) {
      throw new JournalException("a page cannot be encrypted", e);
    }
  }

  /**
   * Opens a sealed page.
   *
   * @throws JournalException when it was altered, or sealed with another key
   */
  Page open(byte[] sealed) {
    if (sealed.length < HEADER + IV || sealed[0] != VERSION) {
      throw new JournalException("not a page of the journal");
    }
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    byte[] header = new byte[HEADER];
    byte[] iv = new byte[IV];
    bytes.get(header).get(iv);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, iv, header);
      byte[] text = cipher.doFinal(sealed, bytes.position(), bytes.remaining());
      ByteBuffer fields = ByteBuffer.wrap(header, 1, HEADER - 1);
      return new Page(
          new UUID(fields.getLong(), fields.getLong()),
          fields.getLong(),
          fields.getInt(),
          fields.get() == 1,
          ByteBuffer.wrap(text));
    } catch (GeneralSecurityException e) {
      throw new JournalException("a page of the journal does not open with this key", e);
    }
  }

  private Cipher cipher(int mode, byte[] iv, byte[] header) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(header);
    return cipher;
  }
}
