package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.seal.SealEntry;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the entries of each sealed commitment into the journal, before the commitment may be sent:
 * what is on chain can always be explained, even by an installation that lost its database.
 */
@Singleton
public final class Journaling {
  private static final int AT_ONCE = 200;

  private static final String ENTRIES =
      """
      SELECT w.place, e.id, e.leaf_index, e.units_root,
      """
          + SealRows.COLUMNS
          + """
            FROM unnest(:organisations, :sequences) WITH ORDINALITY
              AS w(organisation, sequence, place)
            JOIN anchoring.commitment c
              ON c.organisation = w.organisation AND c.sequence = w.sequence
            JOIN anchoring.log l ON l.organisation = c.organisation
            JOIN anchoring.entry e ON e.organisation = c.organisation
              AND e.leaf_index >= c.first_leaf AND e.leaf_index < c.log_size
            LEFT JOIN anchoring.seal_entry s ON s.entry_id = e.id
            ORDER BY w.place, e.leaf_index
            """;

  private final Jdbi jdbi;
  private final Journal journal;

  Journaling(Jdbi jdbi, Journal journal) {
    this.jdbi = jdbi;
    this.journal = journal;
  }

  /**
   * Journals every commitment that is not yet.
   *
   * @return how many
   * @throws JournalException when the journal is not available; the rest is done later
   */
  public int journalAll() {
    int journaled = 0;
    List<SealedCommitment> waiting = jdbi.withHandle(Journaling::waiting);
    while (!waiting.isEmpty()) {
      journal(waiting);
      journaled += waiting.size();
      waiting = jdbi.withHandle(Journaling::waiting);
    }
    return journaled;
  }

  /** All are on their way before the first is waited for. */
  private void journal(List<SealedCommitment> waiting) {
    List<Journal.Appending> begun = jdbi.inTransaction(handle -> append(handle, waiting));
    List<Journal.Position> ends = begun.stream().map(Journal.Appending::await).toList();
    jdbi.useTransaction(
        handle -> {
          note(handle, waiting);
          // Whatever stands before was sealed here before it was appended, by whichever process;
          // but
          // for what could not be read, or did not fit: that is looked at again at the next start.
          if (Completion.isWhole(handle)) {
            JournalPositions.advance(handle, ends);
          }
        });
  }

  private static void note(Handle handle, List<SealedCommitment> journaled) {
    handle
        .createUpdate(
            """
            UPDATE anchoring.commitment c SET journaled_at = now()
            FROM unnest(:organisations, :sequences) AS j(organisation, sequence)
            WHERE c.organisation = j.organisation AND c.sequence = j.sequence
            """)
        .bindArray(
            "organisations",
            UUID.class,
            journaled.stream().map(SealedCommitment::organisation).toList())
        .bindArray(
            "sequences", Long.class, journaled.stream().map(SealedCommitment::sequence).toList())
        .execute();
  }

  private static List<SealedCommitment> waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root, c.closures
            FROM anchoring.commitment c JOIN anchoring.log l ON l.organisation = c.organisation
            WHERE c.confirmed_at IS NULL AND c.journaled_at IS NULL
              -- Else what a restored database lacks would be behind the place in the journal.
              AND
            """
                + Completion.IS_DONE
                + " ORDER BY c.sealed_at LIMIT :most")
        .bind("most", AT_ONCE)
        .map((r, c) -> Commitments.map(r))
        .list();
  }

  /**
   * Reads the entries of all with one query: of a small commitment, asking is the greater part.
   *
   * @param handle in a transaction, because the driver fetches row by row only inside of one
   */
  private List<Journal.Appending> append(Handle handle, List<SealedCommitment> waiting) {
    try (ResultIterator<Placed> rows =
        handle
            .createQuery(ENTRIES)
            .bindArray(
                "organisations",
                UUID.class,
                waiting.stream().map(SealedCommitment::organisation).toList())
            .bindArray(
                "sequences", Long.class, waiting.stream().map(SealedCommitment::sequence).toList())
            .setFetchSize(1000)
            .map((r, c) -> new Placed(r.getInt("place"), entry(r)))
            .iterator()) {
      Run run = new Run(rows);
      List<Journal.Appending> begun = new ArrayList<>();
      for (int place = 1; place <= waiting.size(); place++) {
        begun.add(journal.append(waiting.get(place - 1), run.of(place)));
      }
      return begun;
    }
  }

  /** An entry, and which of the commitments it belongs to, from 1. */
  private record Placed(int place, JournalEntry entry) {}

  /** Rows one behind the other, taken commitment by commitment. */
  private static final class Run {
    private final Iterator<Placed> rows;
    private @Nullable Placed next;

    Run(Iterator<Placed> rows) {
      this.rows = rows;
      this.next = rows.hasNext() ? rows.next() : null;
    }

    Iterator<JournalEntry> of(int place) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return next != null && next.place == place;
        }

        @Override
        public JournalEntry next() {
          Placed present = next;
          if (present == null || present.place != place) {
            throw new NoSuchElementException("the commitment has no more entries");
          }
          next = rows.hasNext() ? rows.next() : null;
          return present.entry;
        }
      };
    }
  }

  private static JournalEntry entry(ResultSet r) throws SQLException {
    SealEntry known = SealRows.map(r);
    return new JournalEntry(
        r.getLong("id"),
        r.getLong("leaf_index"),
        // As it is in the log, not as it would be made anew.
        new Entry(
            known.type(),
            known.secret().entrySalt(),
            known.contentDigest(),
            Bytea.get(r, "units_root")),
        known);
  }
}
