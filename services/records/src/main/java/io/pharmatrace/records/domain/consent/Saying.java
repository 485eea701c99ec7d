package io.pharmatrace.records.domain.consent;

/** What a consent says to a request. */
enum Saying {
  SILENT,
  PERMIT,
  DENY,
  /** Denies by a rule that names the purpose that was asked with. */
  DENY_PURPOSE;

  boolean denies() {
    return this == DENY || this == DENY_PURPOSE;
  }
}
