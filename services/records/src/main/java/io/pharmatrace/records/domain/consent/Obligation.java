package io.pharmatrace.records.domain.consent;

/** What has to be done together with a permitted access, or it is not permitted. */
public enum Obligation {
  /** The answer says that the glass was broken. */
  FLAG,
  /** The person is told. */
  NOTICE,
  /** Somebody else reviews it. */
  REVIEW,
  /** An audit entry of its own, with the reason that was given. */
  AUDIT
}
