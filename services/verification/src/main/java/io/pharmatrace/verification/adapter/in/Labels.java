package io.pharmatrace.verification.adapter.in;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Inputs;
import java.time.DateTimeException;
import java.time.LocalDate;

/** What requests say of a label. */
final class Labels {
  private static final int ISO_LENGTH = 10;

  private Labels() {}

  /**
   * An expiry date: YYMMDD as in the barcode, or an ISO 8601 date.
   *
   * @throws ApiException {@link ErrorCode#INVALID_VALUE} when it is none
   */
  static ExpiryDate expiry(String text) {
    if (text.length() == ISO_LENGTH) {
      try {
        return ExpiryDate.of(LocalDate.parse(text));
      } catch (DateTimeException | IllegalArgumentException e) {
        // The parser below says what is wrong with it.
      }
    }
    return Inputs.require(ExpiryDate.parse(text));
  }
}
