package io.pharmatrace.verification.adapter.in;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;

/** The header in which a client says how what is on the label came in. */
final class EntryHeader {
  static final String NAME = "PharmaTrace-Entry";
  static final String DEFAULT = "scanned";

  /** What to do about what was typed and is not on record, before anybody is alerted. */
  static final String READ_AGAIN =
      "Read the label again, or scan it. If it still does not fit, set the pack aside and report it.";

  private EntryHeader() {}

  /** The value, or the error {@code value-invalid}. */
  static Entry of(String text) {
    return Entry.of(text)
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.INVALID_VALUE, "The header " + NAME + " is scanned or typed."));
  }
}
