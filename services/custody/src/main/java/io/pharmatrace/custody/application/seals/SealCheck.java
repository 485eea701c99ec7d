package io.pharmatrace.custody.application.seals;

import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.anchoring.SealsOnChain;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.UnitKey;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares custody with its seals: {@link SealDeriver} keeps them together, so whatever differs was
 * changed by somebody else, or is our fault. What differs is followed no more, and alerts. Of some
 * packs the whole path is compared each time, and the ledger itself is asked for some of the open
 * slots. Thread-safe.
 */
@Singleton
public class SealCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SealCheck.class);
  private static final long AT_ONCE = 50_000;

  /** Questions to the node. */
  private static final int ON_CHAIN = 1_000;

  private static final String DIFFERENT =
      """
      SELECT u.id, u.key, u.serial, CASE
        WHEN (u.state, u.parent_id, u.custodian_id)
             IS DISTINCT FROM (s.state, s.parent_id, s.custodian_id)
          THEN 'custody was changed by no event'
        WHEN u.kind = 'PACK' AND (u.state = ANY(:gone)) <> (s.ended_by IS NOT NULL)
          THEN 'it has ended by one of the two only'
        WHEN s.ended_by IS NULL AND (s.made_in IS NOT NULL OR s.contents IS NOT NULL)
             AND (u.parent_id IS NULL) <> (s.note_id IS NOT NULL)
          THEN 'it is inside something by one of the two only'
        WHEN s.note_id IS NOT NULL AND m.organisation IS DISTINCT FROM n.organisation_id
          THEN 'its slot is in no note that was logged'
        WHEN s.ended_by IS NULL AND n.organisation_id <> u.custodian_id
          THEN 'its slot is another organisation''s'
        WHEN get_bit(c.slots, 255 - s.slot) = 1 THEN 'its slot is closed'
      END AS why
      FROM custody.sealed s JOIN custody.unit u ON u.id = s.unit_id
      LEFT JOIN custody.seal_note n ON n.id = s.note_id
      LEFT JOIN anchoring.made_notes m ON m.hash = n.hash
      LEFT JOIN anchoring.closed_slots c
        ON c.organisation = n.organisation_id AND c.seal = n.seal
      WHERE s.unit_id > :after AND s.unit_id <= :until AND s.conflict IS NULL
        AND (u.kind <> 'PACK' OR s.made_in IS NOT NULL)
        AND NOT EXISTS (SELECT FROM custody.seal_todo q WHERE q.unit_id = u.id)
        AND NOT EXISTS (SELECT FROM custody.seal_ahead a
                        WHERE a.key = u.key AND a.serial = u.serial)
      """;

  private static final String WITHOUT =
      """
      SELECT u.id, u.key, u.serial, 'it has no seals' AS why
      FROM custody.unit u
      WHERE u.id > :after AND u.id <= :until AND u.id > (SELECT after FROM custody.seal_start)
        AND u.kind = 'PACK' AND u.state NOT IN ('Void', 'Archived')
        AND NOT EXISTS (SELECT FROM custody.sealed s
                        WHERE s.unit_id = u.id
                          AND (s.made_in IS NOT NULL OR s.conflict IS NOT NULL))
        AND NOT EXISTS (SELECT FROM custody.seal_todo q WHERE q.unit_id = u.id)
        AND NOT EXISTS (SELECT FROM custody.seal_ahead a
                        WHERE a.key = u.key AND a.serial = u.serial)
      """;

  /**
   * A unit of which custody and seals say different things.
   *
   * @param unit its row
   * @param epc canonical Digital Link URI
   * @param why in a few words
   */
  public record Difference(long unit, String epc, String why) {}

  private record OpenSlot(long unit, Bytes32 organisation, Bytes32 seal, int slot) {}

  private static final String OPEN =
      """
      SELECT s.unit_id, n.organisation_id, n.seal, s.slot, u.key, u.serial
      FROM custody.sealed s JOIN custody.seal_note n ON n.id = s.note_id
      JOIN custody.unit u ON u.id = s.unit_id
      WHERE s.conflict IS NULL
      """;

  private final Jdbi jdbi;
  private final SealLog log;
  private final Optional<SealsOnChain> chain;
  private final Suspicions suspicions;
  private final SealPathCheck paths;

  SealCheck(
      Jdbi jdbi,
      SealLog log,
      Optional<SealsOnChain> chain,
      Suspicions suspicions,
      SealPathCheck paths) {
    this.jdbi = jdbi;
    this.log = log;
    this.chain = chain;
    this.suspicions = suspicions;
    this.paths = paths;
  }

  /** What differs by now; changes nothing. */
  public List<Difference> differences() {
    return jdbi.withHandle(handle -> among(handle, 0, Long.MAX_VALUE));
  }

  /** Whether there is something to compare with: the logs are known to be complete. */
  public boolean isReady() {
    return jdbi.inTransaction(log::isComplete);
  }

  /** Compares all with what is on record of the logs; whatever differs alerts, once. */
  public void run() {
    jdbi.useHandle(SealTodo::forgetMadeUp);
    long last =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT coalesce(max(id), 0) FROM custody.unit")
                    .mapTo(Long.class)
                    .one());
    for (long after = 0; after < last; after += AT_ONCE) {
      long from = after;
      jdbi.useTransaction(
          handle -> {
            SealTurn.take(handle);
            tell(handle, among(handle, from, from + AT_ONCE));
          });
    }
    followSome();
  }

  /** Each by itself: who derives seals is not to wait for long. */
  private void followSome() {
    for (long unit : paths.some()) {
      jdbi.useTransaction(
          handle -> {
            SealTurn.take(handle);
            tell(handle, paths.different(handle, unit).stream().toList());
          });
    }
  }

  /**
   * Asks the ledger for some open slots; one that is closed there, and not by us, alerts, once.
   * Does nothing in a process that has no chain.
   *
   * @throws RuntimeException when the node does not answer
   */
  public void askChain() {
    chain.ifPresent(this::ask);
  }

  private void ask(SealsOnChain ledger) {
    List<OpenSlot> asked = jdbi.inTransaction(this::someOpenSlots);
    for (OpenSlot slot : asked) {
      // Between the two questions it may have been closed by us.
      if (ledger.closed(slot.organisation, slot.seal).testBit(slot.slot)) {
        jdbi.useTransaction(
            handle -> {
              SealTurn.take(handle);
              tell(handle, stillOpen(handle, slot));
            });
      }
    }
  }

  /** From a row on that chance names, so that in the end all are asked for. */
  private List<OpenSlot> someOpenSlots(Handle handle) {
    return handle
        .createQuery(
            OPEN
                + """
                   AND s.unit_id >= (SELECT floor(random() * (coalesce(max(unit_id), 0) + 1))
                                     FROM custody.sealed)
                   ORDER BY s.unit_id LIMIT :limit
                  """)
        .bind("limit", ON_CHAIN)
        .map(
            (r, c) ->
                new OpenSlot(
                    r.getLong(1),
                    log.nameOnChain(handle, r.getObject(2, UUID.class)),
                    Bytes32.of(r.getBytes(3)),
                    r.getInt(4)))
        .list();
  }

  private static List<Difference> stillOpen(Handle handle, OpenSlot slot) {
    return handle
        .createQuery(
            OPEN
                + """
                   AND s.unit_id = :unit AND n.seal = :seal AND s.slot = :slot
                   AND NOT EXISTS (SELECT FROM anchoring.closed_slots c
                                   WHERE c.organisation = n.organisation_id AND c.seal = n.seal
                                     AND get_bit(c.slots, 255 - s.slot) = 1)
                  """)
        .bind("unit", slot.unit)
        .bind("seal", slot.seal.bytes())
        .bind("slot", slot.slot)
        .map((r, c) -> difference(r, "its slot was closed on chain, and not by us"))
        .list();
  }

  private void tell(Handle handle, List<Difference> found) {
    if (found.isEmpty()) {
      return;
    }
    for (Difference different : found) {
      LOG.error("custody and seals of unit {} differ: {}", different.unit, different.why);
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.sealed (unit_id, state, parent_id, custodian_id, state_since,
                                        conflict)
            SELECT u.id, u.state, u.parent_id, u.custodian_id, u.state_since, d.why
            FROM unnest(:units, :whys) AS d (unit, why) JOIN custody.unit u ON u.id = d.unit
            ON CONFLICT (unit_id) DO UPDATE SET conflict = excluded.conflict
            """)
        .bindArray("units", Long.class, Columns.of(found, Difference::unit))
        .bindArray("whys", String.class, Columns.of(found, Difference::why))
        .execute();
    SealConflicts conflicts = new SealConflicts(OffsetDateTime.now(ZoneOffset.UTC));
    handle
        .createQuery(
            """
            SELECT t.custodian_id, d.epc FROM unnest(:units, :epcs) AS d (unit, epc)
            JOIN custody.unit t ON t.id = custody.topmost(d.unit)
            WHERE t.custodian_id IS NOT NULL
            """)
        .bindArray("units", Long.class, Columns.of(found, Difference::unit))
        .bindArray("epcs", String.class, Columns.of(found, Difference::epc))
        .map((r, c) -> Map.entry(r.getObject(1, UUID.class), r.getString(2)))
        .forEach(held -> conflicts.add(held.getKey(), held.getValue()));
    conflicts.raise(handle, suspicions);
  }

  private static List<Difference> among(Handle handle, long after, long until) {
    return handle
        .createQuery(
            "SELECT * FROM ("
                + DIFFERENT
                + " UNION ALL "
                + WITHOUT
                + ") d WHERE why IS NOT NULL ORDER BY id")
        .bind("after", after)
        .bind("until", until)
        .bindArray("gone", String.class, Became.GONE)
        .map((r, c) -> difference(r, r.getString("why")))
        .list();
  }

  private static Difference difference(ResultSet r, String why) throws SQLException {
    return new Difference(
        r.getLong(1), UnitKey.epc(r.getString("key"), r.getString("serial")).digitalLink(), why);
  }
}
