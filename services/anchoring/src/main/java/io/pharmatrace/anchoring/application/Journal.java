package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The second durable place of every log, outside of the database. Thread-safe. */
public interface Journal {
  /**
   * A place in the journal.
   *
   * @param topic id of the topic; one that was made anew has another
   * @param partition part of the topic
   * @param next offset of the first message behind this place
   */
  record Position(String topic, int partition, long next) {}

  /**
   * How a reading ended.
   *
   * @param ends where each partition was read to
   * @param unreadable pages that do not open with our key, or are damaged
   */
  record Reading(List<Position> ends, long unreadable) {
    public Reading {
      ends = List.copyOf(ends);
    }
  }

  /** An appending that is under way. */
  @FunctionalInterface
  interface Appending {
    /**
     * Waits until all of it is durable.
     *
     * @return the place behind the last page
     * @throws JournalException when it could not be stored; nothing may be sent then
     */
    Position await();
  }

  /**
   * Stores the entries of a commitment, with all that is needed to make them again. They are
   * durable when what is returned says so; doing it twice is harmless.
   *
   * @param commitment that they belong to
   * @param entries in the order of their leaf index; all are taken before this returns
   * @throws JournalException when they cannot be stored; nothing may be sent then
   */
  Appending append(SealedCommitment commitment, Iterator<JournalEntry> entries);

  /**
   * Reads what was appended behind these places, up to what is the end now. Commitments of one
   * organisation come in the order of their sequence; one may come more than once. What was
   * appended in part only is left out: it was never sent.
   *
   * @param from where to begin; a partition of which it says nothing is read whole
   * @param each takes each commitment
   * @throws JournalException when the journal is not available, or does not go on
   */
  Reading read(Collection<Position> from, Consumer<JournalPages.Contents> each);
}
