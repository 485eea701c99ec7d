package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.seal.SealEntry;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Puts the entries of each sealed commitment into the journal, before the commitment may be sent:
 * what is on chain can always be explained, even by an installation that lost its database.
 */
@Singleton
public final class Journaling {
  private static final int AT_ONCE = 200;

  private final Jdbi jdbi;
  private final Journal journal;

  Journaling(Jdbi jdbi, Journal journal) {
    this.jdbi = jdbi;
    this.journal = journal;
  }

  private record Begun(SealedCommitment commitment, Journal.Appending appending) {}

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
    List<Begun> begun = new ArrayList<>();
    for (SealedCommitment commitment : waiting) {
      // A read-only transaction, because the driver fetches row by row only inside of one.
      begun.add(new Begun(commitment, jdbi.inTransaction(handle -> journal(handle, commitment))));
    }
    List<Journal.Position> ends = begun.stream().map(b -> b.appending.await()).toList();
    jdbi.useTransaction(
        handle -> {
          note(handle, waiting);
          // Whatever stands before was sealed here before it was appended, by whichever process.
          JournalPositions.advance(handle, ends);
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
            ORDER BY c.sealed_at LIMIT :most
            """)
        .bind("most", AT_ONCE)
        .map((r, c) -> Commitments.map(r))
        .list();
  }

  private Journal.Appending journal(Handle handle, SealedCommitment commitment) {
    try (ResultIterator<JournalEntry> entries =
        handle
            .createQuery(
                """
                SELECT e.id, e.leaf_index, e.units_root,
                """
                    + SealRows.COLUMNS
                    + """
                FROM anchoring.entry e
                JOIN anchoring.log l ON l.organisation = e.organisation
                LEFT JOIN anchoring.seal_entry s ON s.entry_id = e.id
                WHERE e.organisation = :organisation
                  AND e.leaf_index >= (SELECT first_leaf FROM anchoring.commitment
                                       WHERE organisation = :organisation AND sequence = :sequence)
                  AND e.leaf_index < :size
                ORDER BY e.leaf_index
                """)
            .bind("organisation", commitment.organisation())
            .bind("sequence", commitment.sequence())
            .bind("size", commitment.content().logSize())
            .setFetchSize(1000)
            .map((r, c) -> entry(r))
            .iterator()) {
      return journal.append(commitment, entries);
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
