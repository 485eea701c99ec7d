package io.pharmatrace.custody.application.seals;

import io.pharmatrace.platform.Columns;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.Seals;
import io.pharmatrace.transparency.seal.Slot;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes where units are by their seals after a round. */
final class SealStore {
  /** A unit and its slot, if one is open. */
  private record Row(
      Sealed sealed, Optional<Slot> slot, @Nullable Bytes32 endedBy, @Nullable Bytes32 contents) {}

  private SealStore() {}

  /**
   * Writes units that changed, and those that moved with them.
   *
   * @param units which became something in this round
   */
  static void save(Handle handle, SealBook book, Seals seals, Collection<Sealed> units) {
    Set<Sealed> all = new LinkedHashSet<>(units);
    seals.moved().keySet().forEach(epc -> book.find(epc).ifPresent(all::add));
    seals.filled().keySet().forEach(epc -> book.find(epc).ifPresent(all::add));
    List<Row> rows = all.stream().filter(s -> s.state != null).map(s -> row(s, seals)).toList();
    save(handle, rows, notes(handle, book, rows));
  }

  private static Row row(Sealed sealed, Seals seals) {
    @Nullable Position at = seals.position(sealed.epc).orElse(null);
    Optional<Slot> slot =
        switch (at) {
          case Position.Held held -> Optional.of(held.slot());
          case Position.Ended ended -> ended.wayBack();
          case Position.Inside inside -> Optional.empty();
          case null -> Optional.empty();
        };
    Map<String, Optional<Contents>> filled = seals.filled();
    return new Row(
        sealed,
        slot,
        at instanceof Position.Ended ended ? ended.closer() : null,
        filled.containsKey(sealed.epc)
            ? filled.getOrDefault(sealed.epc, Optional.empty()).map(Contents::root).orElse(null)
            : sealed.contents);
  }

  /** The rows of notes, by their hashes. */
  private static Map<Bytes32, Long> notes(Handle handle, SealBook book, List<Row> rows) {
    Map<Bytes32, Slot> notes = new HashMap<>();
    rows.forEach(row -> row.slot.ifPresent(slot -> notes.put(slot.note(), slot)));
    Collection<Slot> all = notes.values();
    handle
        .createUpdate(
            """
            INSERT INTO custody.seal_note (hash, organisation_id, seal)
            SELECT decode(hash, 'hex'), organisation, decode(seal, 'hex')
            FROM unnest(:hashes, :organisations, :seals) AS n (hash, organisation, seal)
            ON CONFLICT (hash) DO NOTHING
            """)
        .bindArray("hashes", String.class, Columns.of(all, slot -> slot.note().hex()))
        .bindArray(
            "organisations", UUID.class, Columns.of(all, s -> book.organisation(s.organisation())))
        .bindArray("seals", String.class, Columns.of(all, slot -> slot.seal().hex()))
        .execute();
    return handle
        .createQuery(
            """
            SELECT n.hash, n.id FROM custody.seal_note n
            WHERE n.hash IN (SELECT decode(hash, 'hex') FROM unnest(:hashes) AS h (hash))
            """)
        .bindArray("hashes", String.class, Columns.of(all, slot -> slot.note().hex()))
        .reduceRows(
            new HashMap<>(),
            (ids, row) -> {
              ids.put(
                  Bytes32.of(row.getColumn("hash", byte[].class)), row.getColumn("id", Long.class));
              return ids;
            });
  }

  private static void save(Handle handle, List<Row> rows, Map<Bytes32, Long> notes) {
    handle
        .createUpdate(
            """
            INSERT INTO custody.sealed (unit_id, state, parent_id, custodian_id, state_since, made_in,
                                        note_id, slot, ended_by, ended_at, contents, offer,
                                        offered_to, conflict)
            SELECT unit, state, parent, custodian, since, decode(made, 'hex'), note, slot,
                   decode(ended_by, 'hex'), ended_at, decode(contents, 'hex'), decode(offer, 'hex'),
                   receiver, conflict
            FROM unnest(:units, :states, :parents, :custodians, :since, :made, :notes, :slots,
                        :endedBy, :endedAt, :contents, :offers, :receivers, :conflicts)
              AS t (unit, state, parent, custodian, since, made, note, slot, ended_by, ended_at,
                    contents, offer, receiver, conflict)
            ON CONFLICT (unit_id) DO UPDATE
            SET state = excluded.state, parent_id = excluded.parent_id,
                custodian_id = excluded.custodian_id, state_since = excluded.state_since,
                made_in = excluded.made_in, note_id = excluded.note_id, slot = excluded.slot,
                ended_by = excluded.ended_by, ended_at = excluded.ended_at,
                contents = excluded.contents, offer = excluded.offer,
                offered_to = excluded.offered_to, conflict = excluded.conflict
            """)
        .bindArray("units", Long.class, Columns.of(rows, r -> r.sealed.unit))
        .bindArray(
            "states",
            String.class,
            Columns.of(rows, r -> Objects.requireNonNull(r.sealed.state).text()))
        .bindArray("parents", Long.class, Columns.of(rows, r -> r.sealed.parent))
        .bindArray("custodians", UUID.class, Columns.of(rows, r -> r.sealed.custodian))
        .bindArray("since", OffsetDateTime.class, Columns.of(rows, r -> r.sealed.since))
        .bindArray("made", String.class, Columns.of(rows, r -> hex(r.sealed.madeIn)))
        .bindArray(
            "notes",
            Long.class,
            Columns.of(rows, r -> r.slot.map(slot -> notes.get(slot.note())).orElse(null)))
        .bindArray(
            "slots",
            Short.class,
            Columns.of(rows, r -> r.slot.map(slot -> (short) slot.index()).orElse(null)))
        .bindArray("endedBy", String.class, Columns.of(rows, r -> hex(r.endedBy)))
        .bindArray("endedAt", OffsetDateTime.class, Columns.of(rows, r -> r.sealed.endedAt))
        .bindArray("contents", String.class, Columns.of(rows, r -> hex(r.contents)))
        .bindArray("offers", String.class, Columns.of(rows, r -> hex(r.sealed.offer)))
        .bindArray("receivers", UUID.class, Columns.of(rows, r -> r.sealed.offeredTo))
        .bindArray("conflicts", String.class, Columns.of(rows, r -> r.sealed.conflict))
        .execute();
  }

  private static @Nullable String hex(@Nullable Bytes32 hash) {
    return hash == null ? null : hash.hex();
  }
}
