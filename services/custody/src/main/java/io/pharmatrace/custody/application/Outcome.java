package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;

/** What became of a submission. */
public sealed interface Outcome {

  /**
   * Stored, and owed to the log and to Kafka, when the transaction commits.
   *
   * @param eventId the eventID that it came with, else its CBV 2.0 hash
   */
  record Accepted(long event, String eventId) implements Outcome {}

  /**
   * The same event of the same organisation is stored already; nothing changed.
   *
   * @param eventId of the stored one: the eventID that it came with, else its CBV 2.0 hash
   */
  record Duplicate(long event, String eventId) implements Outcome {}

  /** Not stored. */
  record Refused(Refusal refusal) implements Outcome {}
}
