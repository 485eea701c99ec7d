package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Lot;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that an organisation hands in.
 *
 * @param organisation who captures it
 * @param event what it says
 * @param lot batch number on the label that was scanned; compared with the record
 * @param expiry expiry date on the label that was scanned; compared with the record
 * @param entry how the label came in; null where there was none
 */
public record Submission(
    UUID organisation,
    EpcisEvent event,
    @Nullable Lot lot,
    @Nullable ExpiryDate expiry,
    @Nullable Entry entry) {

  /** An event that did not come from a label. */
  public static Submission of(UUID organisation, EpcisEvent event) {
    return new Submission(organisation, event, null, null, null);
  }

  /** Whether it declares an earlier event to be in error. */
  boolean isCorrection() {
    return event.common().errorDeclaration() != null;
  }
}
