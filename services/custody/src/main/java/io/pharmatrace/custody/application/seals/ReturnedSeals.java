package io.pharmatrace.custody.application.seals;

import io.pharmatrace.anchoring.ReturnedEntries;
import io.pharmatrace.anchoring.ReturnedEntry;
import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.transparency.seal.SealRecords;
import io.pharmatrace.transparency.seal.SealReplay;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings custody's record of its seals forward after a restore (docs/adr/0021): to where the
 * entries lead that came back from the journal. An entry is followed when what it closes is where
 * it says; so it does not matter in which order the logs of organisations come back. One that
 * cannot be, or fails, stays behind and stops no other. A few entries in a transaction; it may be
 * cut short anywhere. Thread-safe.
 */
@Singleton
public class ReturnedSeals {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnedSeals.class);

  /** Some have thousands of units. */
  private static final int AT_ONCE = 25;

  private static final int NOTED_AT_ONCE = 1_000;
  private static final String SAVEPOINT = "returned";

  /** How far it is. */
  public enum Progress {
    /** The logs are not complete, or somebody else is at it. */
    NOT_NOW,
    /** There is more. */
    MORE,
    /** Nothing came back that was not followed. */
    DONE
  }

  private final Jdbi jdbi;
  private final SealLog log;
  private final ReturnedEntries returned;

  ReturnedSeals(Jdbi jdbi, SealLog log, ReturnedEntries returned) {
    this.jdbi = jdbi;
    this.log = log;
    this.returned = returned;
  }

  /** Whether seals are as far as what came back. */
  public boolean isDone() {
    return jdbi.inTransaction(handle -> log.isComplete(handle) && isDone(handle));
  }

  private boolean isDone(Handle handle) {
    return returned.list(handle, noted(handle), 1, false).isEmpty()
        && !handle
            .createQuery(
                "SELECT EXISTS (SELECT FROM custody.seal_returned WHERE pass IS NOT NULL OR :whole)")
            .bind("whole", log.isWhole(handle))
            .mapTo(Boolean.class)
            .one();
  }

  /** Follows the next entries. */
  public Progress bringForward() {
    return jdbi.inTransaction(
        handle -> {
          if (!SealTurn.tryTake(handle) || !log.isComplete(handle)) {
            return Progress.NOT_NOW;
          }
          if (isDone(handle)) {
            return Progress.DONE;
          }
          if (!note(handle)) {
            follow(handle);
          }
          return Progress.MORE;
        });
  }

  private static long noted(Handle handle) {
    return handle.createQuery("SELECT last FROM custody.seal_replay").mapTo(Long.class).one();
  }

  /** Notes entries that came back; all of them, before any is followed. */
  private boolean note(Handle handle) {
    List<ReturnedEntry> entries = returned.list(handle, noted(handle), NOTED_AT_ONCE, false);
    if (entries.isEmpty()) {
      return false;
    }
    List<Long> moving =
        entries.stream().filter(ReturnedSeals::movesCustody).map(ReturnedEntry::id).toList();
    handle
        .createUpdate("INSERT INTO custody.seal_returned (entry_id) SELECT * FROM unnest(:ids)")
        .bindArray("ids", Long.class, moving)
        .execute();
    // In the log they have no documents of their own: nobody has to look for them.
    returned.found(handle, moving);
    handle
        .createUpdate("UPDATE custody.seal_replay SET last = :last, pass = 0, followed = 0")
        .bind("last", entries.getLast().id())
        .execute();
    // One of these may lead to what waits, or sleeps.
    handle.execute("UPDATE custody.seal_returned SET pass = 0 WHERE pass IS DISTINCT FROM 0");
    return true;
  }

  private static boolean movesCustody(ReturnedEntry entry) {
    return switch (entry.type()) {
      case BATCH, OFFER, ACCEPTANCE, HANDOVER, PACK, UNPACK, FINAL, REACTIVATION -> true;
      default -> false;
    };
  }

  private static List<Long> waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT entry_id FROM custody.seal_returned
            WHERE pass = (SELECT pass FROM custody.seal_replay) ORDER BY entry_id LIMIT :limit
            """)
        .bind("limit", AT_ONCE)
        .mapTo(Long.class)
        .list();
  }

  private void follow(Handle handle) {
    List<Long> entries = waiting(handle);
    if (entries.isEmpty()) {
      nextPass(handle);
      return;
    }
    List<Long> followed = new ArrayList<>();
    if (!follow(handle, entries, followed)) {
      entries.forEach(id -> follow(handle, List.of(id), followed));
    }
    handle
        .createUpdate("DELETE FROM custody.seal_returned WHERE entry_id = ANY(:ids)")
        .bindArray("ids", Long.class, followed)
        .execute();
    handle
        .createUpdate("UPDATE custody.seal_returned SET pass = pass + 1 WHERE entry_id = ANY(:ids)")
        .bindArray("ids", Long.class, entries)
        .execute();
    handle
        .createUpdate("UPDATE custody.seal_replay SET followed = followed + :count")
        .bind("count", followed.size())
        .execute();
  }

  /** Whether none of them failed; if one did, none was followed. */
  private boolean follow(Handle handle, List<Long> entries, List<Long> followed) {
    handle.savepoint(SAVEPOINT);
    try {
      SealRecords records = log.records(handle);
      Places places = new Places(handle, log);
      SealReplay replay = new SealReplay(places::position, records::maker);
      List<Long> done =
          entries.stream().filter(id -> replay.follow(log.entry(handle, id))).toList();
      places.move(replay, OffsetDateTime.now(ZoneOffset.UTC));
      handle.releaseSavepoint(SAVEPOINT);
      followed.addAll(done);
      return true;
    } catch (RuntimeException e) {
      if (Transactions.isOutage(e)) {
        throw e;
      }
      handle.rollbackToSavepoint(SAVEPOINT);
      if (entries.size() == 1) {
        LOG.error("entry {} of seals came back, and following it fails", entries.getFirst(), e);
      }
      return false;
    }
  }

  /**
   * What waited for another entry may be followed now. If none was, nothing leads to the rest; but
   * something may still come back that does, unless all of the journal did.
   */
  private void nextPass(Handle handle) {
    int more =
        handle.execute(
            "UPDATE custody.seal_replay SET pass = pass + 1, followed = 0 WHERE followed > 0");
    if (more > 0) {
      return;
    }
    if (log.isWhole(handle)) {
      int left = handle.execute("DELETE FROM custody.seal_returned");
      // Offers of what has gone on since are among them, and mean nothing any more.
      LOG.warn("{} entries of seals came back to which none leads; what they move alerts", left);
    } else {
      int left =
          handle.execute("UPDATE custody.seal_returned SET pass = NULL WHERE pass IS NOT NULL");
      LOG.warn("{} entries of seals wait for others that may still come back", left);
    }
  }
}
