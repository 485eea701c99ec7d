package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import java.util.Iterator;

/** The second durable place of every log, outside of the database. */
public interface Journal {
  /**
   * Stores the entries of a commitment, with all that is needed to make them again. Returns when
   * they are durable; doing it twice is harmless.
   *
   * @param commitment that they belong to
   * @param entries in the order of their leaf index
   * @throws JournalException when they could not be stored; nothing may be sent then
   */
  void append(SealedCommitment commitment, Iterator<JournalEntry> entries);
}
