package io.pharmatrace.records.domain;

import io.pharmatrace.transparency.Bytes32;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the log holds of a record: SHA-256(0x0b ‖ salt(32) ‖ bytes). Entries live for ever, also in
 * the journal; without the salt, which is erased with the record, this one means nothing. So it is
 * never the plain hash of a document.
 */
public final class RecordCommitment {
  private static final byte TAG = 0x0b;

  private RecordCommitment() {}

  /**
   * The commitment.
   *
   * @param salt random, of this version only
   * @param bytes the signed document, as it was signed
   */
  public static Bytes32 of(Bytes32 salt, byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(TAG);
      sha.update(salt.bytes());
      return Bytes32.of(sha.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
