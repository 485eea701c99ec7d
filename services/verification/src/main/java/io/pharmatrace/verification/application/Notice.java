package io.pharmatrace.verification.application;

/** What an organisation is told, by whatever way. */
public sealed interface Notice permits AlertNotice, RecallNotice {
  /** Who is told, its id as in topic custody-events. */
  String organisation();

  /** Counts from 1 what the organisation is told; the same again is a repeat. */
  long position();

  /** Of what kind it is: alert or recall. */
  String subject();
}
