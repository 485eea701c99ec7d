package io.pharmatrace.anchoring.application;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure, after each start of the database server, that the database has all of every log: what
 * it lacks comes back from the journal, and then each log is compared with the chain
 * (docs/adr/0021). Until that is done nothing is sealed, signed or confirmed, by whichever process.
 * May be cut short at any point, and may be run by several processes at once. Thread-safe.
 */
@Singleton
final class Completion {
  /** In SQL: completion is done for the present start of the server and for this database. */
  static final String IS_DONE =
      """
      EXISTS (SELECT FROM anchoring.completion m
              JOIN pg_catalog.pg_database d ON d.oid = m.database
              WHERE d.datname = current_database() AND m.server_started = pg_postmaster_start_time())
      """;

  /** In SQL: it is, and nothing of the journal was left out, so the place in it may move on. */
  private static final String IS_WHOLE =
      IS_DONE + " AND EXISTS (SELECT FROM anchoring.completion WHERE whole)";

  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  /** Which database on which start of a server, as text. */
  private record Life(String database, String serverStarted) {}

  private final Jdbi jdbi;
  private final Journal journal;
  private final Replay replay;
  private final Reconciliation reconciliation;

  Completion(Jdbi jdbi, Journal journal, Replay replay, Reconciliation reconciliation) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.replay = replay;
    this.reconciliation = reconciliation;
  }

  static boolean isDone(Handle handle) {
    return handle.createQuery("SELECT " + IS_DONE).mapTo(Boolean.class).one();
  }

  static boolean isWhole(Handle handle) {
    return handle.createQuery("SELECT " + IS_WHOLE).mapTo(Boolean.class).one();
  }

  boolean isDone() {
    return jdbi.withHandle(Completion::isDone);
  }

  /**
   * Does it.
   *
   * @throws JournalException when the journal cannot be read
   * @throws ChainException when the chain cannot be asked
   */
  void run(ChainLink.Target target) {
    Life life = jdbi.withHandle(Completion::life);
    List<Journal.Position> from = jdbi.withHandle(JournalPositions::all);
    Replay.Tally tally = new Replay.Tally();
    Journal.Reading reading =
        journal.read(from, contents -> replay.take(contents, target.domain(), tally));
    boolean whole = tally.stopped() == 0 && reading.unreadable() == 0;
    if (whole) {
      jdbi.useTransaction(handle -> JournalPositions.advance(handle, reading.ends()));
    }
    if (tally.commitments() > 0 || tally.stopped() > 0 || reading.unreadable() > 0) {
      LOG.warn(
          "this database was older than the journal: {} commitments and {} entries came back, {} logs"
              + " are stopped, {} pages could not be read",
          tally.commitments(),
          tally.entries(),
          tally.stopped(),
          reading.unreadable());
    }
    reconciliation.run(
        target.contracts().ledger(),
        reading.unreadable() == 0
            ? ""
            : "; %d pages of the journal do not open with secrets/journal-key"
                .formatted(reading.unreadable()));
    jdbi.useTransaction(handle -> done(handle, life, whole));
  }

  private static Life life(Handle handle) {
    return handle
        .createQuery(
            "SELECT oid::text, pg_postmaster_start_time()::text FROM pg_catalog.pg_database"
                + " WHERE datname = current_database()")
        .map((r, c) -> new Life(r.getString(1), r.getString(2)))
        .one();
  }

  /** For the life in which it began: one that was exchanged meanwhile is completed next time. */
  private static void done(Handle handle, Life life, boolean whole) {
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.completion (database, server_started, whole)
            VALUES (CAST(:database AS oid), CAST(:started AS timestamptz), :whole)
            ON CONFLICT (singleton) DO UPDATE SET database = excluded.database,
              server_started = excluded.server_started, whole = excluded.whole, done_at = now()
            """)
        .bind("database", life.database)
        .bind("started", life.serverStarted)
        .bind("whole", whole)
        .execute();
  }
}
