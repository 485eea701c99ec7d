package io.pharmatrace.records.domain.consent;

import java.util.Locale;

/** Why a decision is as it is. Stable: audit entries and evidence name them. */
public enum ReasonCode {
  /** The person itself asks. */
  OWN_RECORD,
  /** Who may act for the person asks. */
  PROXY,
  /** An emergency was declared. */
  BREAK_GLASS,
  /** A consent permits it. */
  PERMITTED_BY_CONSENT,
  /** The organisation has no valid licence for what the caller does. */
  LICENCE_INVALID,
  /** Nothing was said of what for. */
  PURPOSE_MISSING,
  /** The token was issued for other purposes. */
  PURPOSE_NOT_IN_TOKEN,
  /** Nobody in that role, or no device, may ask for that purpose. */
  PURPOSE_NOT_FOR_ROLE,
  /** No scope of the token allows it. */
  SCOPE_INSUFFICIENT,
  /** The glass is not broken without a reason of some words. */
  BREAK_GLASS_REASON_MISSING,
  /** A revocation may have happened that we do not know of. */
  CHAIN_HEAD_TOO_OLD,
  /** A consent denies it. */
  DENIED_BY_CONSENT,
  /** No consent that counts permits it. */
  NO_CONSENT,

  // Beside NO_CONSENT: why a consent that says something about the request did not count.
  /** Its status is not active. */
  CONSENT_NOT_ACTIVE,
  /** Not yet, or no more. */
  CONSENT_OUTSIDE_PERIOD,
  /** Who gave it may not decide for the person, or no more. */
  PERFORMER_WITHOUT_AUTHORITY,
  /** No key of who gave it signed it. */
  CONSENT_NOT_SIGNED,
  /** A revocation was brought to us. */
  REVOCATION_RECEIVED,
  /** It was never granted on chain, or not yet. */
  CONSENT_NOT_ON_CHAIN,
  /** It is revoked on chain. */
  CONSENT_REVOKED,
  /** The key was changed again on chain. */
  CONSENT_SUPERSEDED,
  /** What was granted on chain is another document than the stored one. */
  CONSENT_DIFFERS,
  /** The grant on chain has ended. */
  CONSENT_EXPIRED;

  /** As it is written, for example {@code no-consent}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
