package io.pharmatrace.records.application;

import io.pharmatrace.records.domain.Refusal;
import java.util.UUID;

/** What came of storing a version. */
public sealed interface Saved {
  /**
   * It is stored, if the transaction commits.
   *
   * @param entry in the custodian's log
   */
  record Done(UUID record, int version, long entry) implements Saved {}

  /** Somebody stored another version before; nothing was changed. */
  record Outdated(int newest) implements Saved {}

  /** Nothing was changed: who should sign or read has no key, or the person is gone. */
  record Refused(Refusal reason) implements Saved {}
}
