package io.pharmatrace.records.domain.consent;

/** Whether the organisation may do at this instant what the caller's role says. */
public enum Licence {
  VALID,
  /** It had one that ended, is not yet valid, or was taken away. */
  EXPIRED,
  NONE
}
