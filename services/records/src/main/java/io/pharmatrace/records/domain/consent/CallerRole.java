package io.pharmatrace.records.domain.consent;

/** What somebody who asks for data is. */
public enum CallerRole {
  PHARMACIST,
  MANUFACTURER,
  REGULATOR,
  /** A person asking as such, for the own record or one that is entrusted to her. */
  PATIENT,
  DISTRIBUTOR,
  ADMINISTRATOR
}
