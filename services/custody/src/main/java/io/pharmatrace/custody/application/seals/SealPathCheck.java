package io.pharmatrace.custody.application.seals;

import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.custody.application.UnitKey;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Hop;
import io.pharmatrace.transparency.path.Place;
import io.pharmatrace.transparency.seal.PathFinder;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealRecords;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows packs over what was logged to their slots, and compares those with the slots that they
 * have on record: a slot that somebody gave to another pack is open and logged, so that only the
 * path tells. Thread-safe.
 */
@Singleton
final class SealPathCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SealPathCheck.class);

  /** A path reads all entries on it. */
  private static final int AT_ONCE = 200;

  private static final int LONGEST = 1_000;

  private static final String COMPARABLE =
      """
      s.conflict IS NULL AND s.ended_by IS NULL
      AND NOT EXISTS (SELECT FROM custody.seal_todo q WHERE q.unit_id IN (s.unit_id, t.id))
      AND NOT EXISTS (SELECT FROM custody.seal_ahead a
                      WHERE (a.key, a.serial) IN ((u.key, u.serial), (t.key, t.serial)))
      """;

  private record Pack(
      long topmost, String topmostEpc, String epc, Bytes32 madeIn, Bytes32 note, int slot) {
    SealCheck.Difference elsewhere() {
      return new SealCheck.Difference(
          topmost, topmostEpc, "what was logged leads to another slot than the one on record");
    }
  }

  private final Jdbi jdbi;
  private final SealLog log;

  SealPathCheck(Jdbi jdbi, SealLog log) {
    this.jdbi = jdbi;
    this.log = log;
  }

  /** Packs to look at: those of units that share a slot, and some that chance names. */
  List<Long> some() {
    return jdbi.withHandle(
        handle -> {
          Set<Long> packs = new LinkedHashSet<>(drawn(handle));
          List<Long> crowded = crowded(handle);
          if (!crowded.isEmpty()) {
            packs.addAll(sharing(handle, crowded));
          }
          return List.copyOf(packs);
        });
  }

  private static List<Long> drawn(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT unit_id FROM custody.sealed
            WHERE unit_id >= (SELECT floor(random() * (coalesce(max(unit_id), 0) + 1))
                              FROM custody.sealed)
              AND made_in IS NOT NULL
            ORDER BY unit_id LIMIT :limit
            """)
        .bind("limit", AT_ONCE)
        .mapTo(Long.class)
        .list();
  }

  /**
   * Notes with more units than slots in use. Reads all that is sealed, without an index, which
   * would cost each change of custody; but keeps one bit of each slot, and sorts nothing. A slot
   * that no note has, which somebody wrote, only makes a note be looked at.
   */
  private static List<Long> crowded(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT note_id FROM custody.sealed WHERE note_id IS NOT NULL AND conflict IS NULL
            GROUP BY note_id
            HAVING count(*)
                   > bit_count(bit_or(set_bit(repeat('0', 256)::bit(256), slot & 255, 1)))
            LIMIT :limit
            """)
        .bind("limit", AT_ONCE)
        .mapTo(Long.class)
        .list();
  }

  /** Of what shares a slot, and of logistic units one that is inside. */
  private static List<Long> sharing(Handle handle, List<Long> crowded) {
    return handle
        .createQuery(
            """
            WITH RECURSIVE shared AS (
              SELECT unit_id FROM (
                SELECT unit_id, count(*) OVER (PARTITION BY note_id, slot) AS sharing
                FROM custody.sealed WHERE note_id = ANY(:crowded) AND conflict IS NULL) w
              WHERE sharing > 1 LIMIT :limit),
            down (unit_id) AS (
              SELECT unit_id FROM shared
              UNION
              SELECT (SELECT s.unit_id FROM custody.sealed s
                      WHERE s.parent_id = d.unit_id LIMIT 1)
              FROM down d WHERE d.unit_id IS NOT NULL)
            SELECT unit_id FROM down WHERE unit_id IS NOT NULL
            """)
        .bindArray("crowded", Long.class, crowded)
        .bind("limit", AT_ONCE)
        .mapTo(Long.class)
        .list();
  }

  /** Whether a pack's path leads elsewhere; empty also when that cannot be told yet. */
  Optional<SealCheck.Difference> different(Handle handle, long unit) {
    return pack(handle, unit)
        .filter(pack -> end(handle, pack).filter(end -> differs(handle, pack, end)).isPresent())
        .map(Pack::elsewhere);
  }

  private static Optional<Pack> pack(Handle handle, long unit) {
    return handle
        .createQuery(
            """
            SELECT t.id, t.key AS top_key, t.serial AS top_serial, u.key, u.serial, s.made_in,
                   n.hash, h.slot
            FROM custody.sealed s JOIN custody.unit u ON u.id = s.unit_id
            JOIN custody.unit t ON t.id = custody.topmost(u.id)
            JOIN custody.sealed h ON h.unit_id = t.id
            JOIN custody.seal_note n ON n.id = h.note_id
            WHERE s.unit_id = :unit AND s.made_in IS NOT NULL AND h.conflict IS NULL AND
            """
                + COMPARABLE)
        .bind("unit", unit)
        .map(
            (r, c) ->
                new Pack(
                    r.getLong("id"),
                    UnitKey.epc(r.getString("top_key"), r.getString("top_serial")).digitalLink(),
                    UnitKey.epc(r.getString("key"), r.getString("serial")).digitalLink(),
                    Bytes32.of(r.getBytes("made_in")),
                    Bytes32.of(r.getBytes("hash")),
                    r.getInt("slot")))
        .findOne();
  }

  /** Where what is confirmed leads; empty when not even its batch is. */
  private Optional<Place> end(Handle handle, Pack pack) {
    SealRecords records = log.records(handle);
    try {
      SealEntry made = records.maker(pack.madeIn);
      CustodyPath path = new PathFinder(records, LONGEST).find(pack.epc, made.leaf(), "");
      Optional<Place> end = Optional.of(path.origin().place());
      for (Hop hop : path.hops()) {
        end = hop.to();
      }
      return end;
    } catch (NoSuchElementException e) {
      LOG.debug("the path of {} is not to be followed yet: {}", pack.epc, e.getMessage());
      return Optional.empty();
    }
  }

  /** It may be behind: then the slot to which it leads is closed, and not confirmed. */
  private static boolean differs(Handle handle, Pack pack, Place end) {
    int slot = Math.toIntExact(end.units().getFirst().proof().leafIndex());
    if (end.note().hash().equals(pack.note) && slot == pack.slot) {
      return false;
    }
    return !handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM anchoring.closed_slots
              WHERE seal = :seal AND get_bit(slots, 255 - :slot) = 1)
            """)
        .bind("seal", end.note().seal().bytes())
        .bind("slot", slot)
        .mapTo(Boolean.class)
        .one();
  }
}
