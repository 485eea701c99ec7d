package io.pharmatrace.custody.domain;

import java.util.Locale;

/** What became of a unit that was offered to another organisation. */
public enum OfferState {
  /** On its way; the sender holds it until it is accepted. */
  OFFERED,
  /** The receiver holds it. */
  ACCEPTED,
  /** The receiver did not take it; the sender holds it. */
  REFUSED,
  /** As refused, because of its condition. */
  DAMAGED,
  /** The receiver did not find it: it may still turn up, and the sender holds it until then. */
  MISSING,
  /** Was refused, and has come back to the sender. */
  RETURNED,
  /** The sender took the offer back. */
  WITHDRAWN,
  /** All that was inside was accepted or refused piece by piece; an empty shell is left. */
  OPENED;

  /** Whether a receiver says this of what it does not take over. */
  public boolean isRefusal() {
    return this == REFUSED || this == DAMAGED || this == MISSING;
  }

  /** As in answers, events and the database: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
