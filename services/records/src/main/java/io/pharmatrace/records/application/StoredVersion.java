package io.pharmatrace.records.application;

import io.pharmatrace.records.application.SealedRecords.Expected;
import io.pharmatrace.records.domain.RecordVersion;
import java.util.UUID;

/** A version of a record as it stands in the database. */
sealed interface StoredVersion {
  /**
   * It is there.
   *
   * @param body {@link SealedRecord#body}; of any length and content, for it was not looked at
   * @param entry in the custodian's log
   */
  record Kept(Expected expected, UUID custodian, String body, long entry) implements StoredVersion {
    RecordVersion version() {
      return expected.version();
    }
  }

  /** It was erased. */
  record Erased() implements StoredVersion {}

  /** Its row has what we never write. */
  record Altered() implements StoredVersion {}
}
