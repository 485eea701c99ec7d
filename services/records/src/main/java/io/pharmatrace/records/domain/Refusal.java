package io.pharmatrace.records.domain;

/** Why a record is not opened. Whoever is refused gets no part of the plaintext. */
public enum Refusal {
  /** No such record, or no such version. */
  UNKNOWN("record-unknown"),
  /** It was erased: ciphertext, keys and salt are gone for good. */
  ERASED("record-erased"),
  /** More bytes than a record may have; nothing was parsed. */
  TOO_LARGE("record-too-large"),
  /** Not the one form and the algorithms that are allowed; nothing was computed. */
  MALFORMED("record-form-not-allowed"),
  /** The data key is wrapped for no key of this reader. */
  NO_KEY_FOR_READER("record-no-key-for-reader"),
  /** A wrapped key, the ciphertext, the signature, or a fact beside them is not what was made. */
  ALTERED("record-altered"),
  /** It is another record's, or another person's. */
  SWAPPED("record-swapped"),
  /** It is another version of this record, or follows another one. */
  REORDERED("record-reordered"),
  /** The author's key is not on record. */
  AUTHOR_UNKNOWN("record-author-unknown"),
  /** The author's key was not valid when the record was stored. */
  AUTHOR_KEY_ENDED("record-author-key-ended"),
  /** It is not what the custodian's log holds. */
  COMMITMENT_DIFFERS("record-commitment-differs");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  /** Stable code. */
  public String code() {
    return code;
  }
}
