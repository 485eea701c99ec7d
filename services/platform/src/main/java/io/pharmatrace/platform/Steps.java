package io.pharmatrace.platform;

import jakarta.inject.Singleton;

/**
 * Names the instants between which a crash must lose nothing and double nothing. In production
 * nobody listens; the crash tests replace this bean and stop the process at a step. Thread-safe.
 */
public interface Steps {
  /** Scans were read from Kafka, nothing is stored yet. */
  String CONSUMED = "consumed";

  /** Events, log entries and the Kafka offset are committed in one transaction. */
  String STORED = "stored";

  /** A batch of a document was captured; of one that is all or nothing, not yet committed. */
  String CAPTURED = "captured";

  /** A chunk of a job is done, not yet committed. */
  String JOB_CHUNK_DONE = "job-chunk-done";

  /** A chunk of a job is committed with its progress. */
  String JOB_CHUNK_STORED = "job-chunk-stored";

  /** Leaf indexes, tree and commitment are committed. */
  String SEALED = "sealed";

  /** Nonce and signed bytes of the commitment are committed, its entries are in the journal. */
  String SIGNED = "signed";

  /** The node took the transaction; its answer is not stored. */
  String SENT = "sent";

  /** The record on chain was read and is about to be stored. */
  String OBSERVED = "observed";

  /** The confirmation is committed. */
  String CONFIRMED = "confirmed";

  /** A commitment that the database lacked is there again, from the journal. */
  String RETURNED = "returned";

  /** Called in the thread that works, right after the step. */
  void reached(String step);

  /** The production listener: does nothing. */
  @Singleton
  final class None implements Steps {
    @Override
    public void reached(String step) {
      // Nobody listens outside of the crash tests.
    }
  }
}
