package io.pharmatrace.records.application;

import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.records.domain.consent.Decision;

/** What came of asking for a record. Only the first two have something of it. */
public sealed interface Access {
  /**
   * Permitted and opened. The obligations of the decision are to be met before it is handed on.
   *
   * @param document its bytes as they were signed, which are UTF-8
   */
  record Read(Decision decision, int version, String document) implements Access {
    /** Tells nothing of the document. */
    @Override
    public String toString() {
      return "Read[hidden]";
    }
  }

  /**
   * Permitted, for a reader who has the private key: to be opened by the reader.
   *
   * @param jwe JWE in the General JSON Serialization, with this recipient only
   */
  record Handed(Decision decision, int version, String jwe) implements Access {
    /** Tells nothing of the document. */
    @Override
    public String toString() {
      return "Handed[hidden]";
    }
  }

  /** Not permitted; the caller is told what is told where nothing is. */
  record Denied(Decision decision) implements Access {}

  /** There is nothing that could be shown: none, erased, or not what it claims to be. */
  record Refused(Refusal reason) implements Access {}
}
