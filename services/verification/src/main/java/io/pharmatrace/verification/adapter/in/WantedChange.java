package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.Inputs;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A change that is wanted of a pack.
 *
 * @param state Supplied, Exported, CheckedOut, Sample, FreeSample, Locked, Stolen, Destroyed; or
 *     Active to undo
 * @param undone which state is to be undone; absent for whichever the pack is in
 * @param transactionId chosen by the client, the same for a retry, which is given the first answer
 * @param batch batch number on the label, compared with the record
 * @param expiry expiry date on the label: YYMMDD as in the barcode, or an ISO 8601 date
 * @param time when it happened, with an offset; absent for now. A retry repeats it or leaves it out
 * @param place GLN of the site where it happened; absent for that of the user or device, which
 *     cannot act elsewhere
 */
@Serdeable
record WantedChange(
    @NotBlank @Size(max = 20) String state,
    @Nullable @Size(max = 20) String undone,
    @NotBlank @Size(max = WantedChange.LONGEST_ID) String transactionId,
    @Nullable String batch,
    @Nullable String expiry,
    @Nullable OffsetDateTime time,
    @Nullable String place) {

  /** Characters of a transaction id. */
  static final int LONGEST_ID = 100;

  /**
   * The change, as custody takes it.
   *
   * @throws ApiException when a value is not valid, or the caller cannot act at that place
   */
  PackChanges.Wanted of(Sgtin pack, Entry entry, Caller caller) {
    // The database would not take it, and with it what others want at the same time.
    if (transactionId.chars().anyMatch(Character::isISOControl)) {
      throw ApiException.invalid(
          InvalidValue.CHARACTER, "A transactionId has no control characters.");
    }
    return new PackChanges.Wanted(
        caller.organisation(),
        transactionId,
        pack,
        state(state),
        undone == null ? null : state(undone),
        Inputs.pastTime(time),
        Inputs.place(place, caller),
        batch == null ? null : Inputs.require(Lot::parse, batch),
        expiry == null ? null : Labels.expiry(expiry),
        entry);
  }

  private static String state(String text) {
    if (!PackChanges.STATES.contains(text)) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE,
          "A state is one of " + String.join(", ", PackChanges.STATES) + ".");
    }
    return text;
  }
}
