package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.application.UnitKey;
import io.pharmatrace.custody.application.seals.Place.OwnSlot;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.transparency.Bytes32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The rows of {@code custody.seal_ahead}, and their way into {@code custody.sealed}. */
final class AheadRows {
  private AheadRows() {}

  /** Where a unit is that custody has elsewhere. */
  static Optional<Place> find(Handle handle, String epc) {
    return of(
            handle.createQuery(
                "SELECT * FROM custody.seal_ahead WHERE key = :key AND serial = :serial"),
            epc)
        .map((r, c) -> place(r, r.getString("inside")))
        .findOne();
  }

  /** Where any other unit is. */
  static Place sealed(Handle handle, String epc) {
    return of(
            handle.createQuery(
                """
                SELECT s.made_in, n.organisation_id, n.hash AS note, n.seal, s.slot, s.ended_by,
                       s.ended_at, s.contents, s.offer, s.offered_to, p.key, p.serial,
                       s.note_id IS NULL AND s.ended_by IS NULL
                       AND (s.made_in IS NOT NULL OR s.contents IS NOT NULL) AS inside
                FROM custody.unit u JOIN custody.sealed s ON s.unit_id = u.id
                LEFT JOIN custody.seal_note n ON n.id = s.note_id
                LEFT JOIN custody.unit p ON p.id = s.parent_id
                WHERE u.key = :key AND u.serial = :serial
                """),
            epc)
        .map((r, c) -> place(r, r.getBoolean("inside") ? epc(r) : null))
        .findOne()
        .orElse(Place.NONE);
  }

  private static @Nullable String epc(ResultSet r) throws SQLException {
    @Nullable String key = r.getString("key");
    return key == null ? null : UnitKey.epc(key, r.getString("serial")).digitalLink();
  }

  private static Place place(ResultSet r, @Nullable String inside) throws SQLException {
    @Nullable Bytes32 note = hash(r, "note");
    return new Place(
        hash(r, "made_in"),
        note == null
            ? null
            : new OwnSlot(
                r.getObject("organisation_id", UUID.class),
                note,
                Bytes32.of(r.getBytes("seal")),
                r.getInt("slot")),
        inside,
        hash(r, "ended_by"),
        r.getObject("ended_at", OffsetDateTime.class),
        hash(r, "contents"),
        hash(r, "offer"),
        r.getObject("offered_to", UUID.class));
  }

  private static @Nullable Bytes32 hash(ResultSet r, String column) throws SQLException {
    byte @Nullable [] bytes = r.getBytes(column);
    return bytes == null ? null : Bytes32.of(bytes);
  }

  private record Words(
      long unit, UnitState state, @Nullable String parent, @Nullable UUID custodian) {}

  /** A unit is there by its seals; where custody has it, too, that is all. */
  static void put(Handle handle, String epc, Place place) {
    Optional<Words> words =
        of(
                handle.createQuery(
                    """
                    SELECT s.unit_id, s.state, s.custodian_id, p.key, p.serial
                    FROM custody.unit u JOIN custody.sealed s ON s.unit_id = u.id
                    LEFT JOIN custody.unit p ON p.id = s.parent_id
                    WHERE u.key = :key AND u.serial = :serial
                    """),
                epc)
            .map(
                (r, c) ->
                    new Words(
                        r.getLong(1),
                        UnitState.of(r.getString(2)),
                        epc(r),
                        r.getObject(3, UUID.class)))
            .findOne();
    if (words.filter(w -> place.isWhere(w.state, w.parent, w.custodian)).isPresent()) {
      meet(handle, epc, words.get().unit, place);
    } else if (words.isPresent() || !place.equals(Place.NONE)) {
      write(handle, epc, place);
    } else {
      delete(handle, epc); // A logistic unit that nobody knows, filled and emptied.
    }
  }

  /** Custody has it there, too. */
  static void meet(Handle handle, String epc, long unit, Place place) {
    @Nullable OwnSlot slot = place.slot();
    if (slot != null) {
      handle
          .createUpdate(
              """
              INSERT INTO custody.seal_note (hash, organisation_id, seal)
              VALUES (:note, :organisation, :seal) ON CONFLICT (hash) DO NOTHING
              """)
          .bind("note", slot.note().bytes())
          .bind("organisation", slot.organisation())
          .bind("seal", slot.seal().bytes())
          .execute();
    }
    bound(
            handle.createUpdate(
                """
                UPDATE custody.sealed
                SET made_in = :madeIn, slot = :slot, ended_by = :endedBy, ended_at = :endedAt,
                    note_id = (SELECT id FROM custody.seal_note WHERE hash = :note),
                    contents = :contents, offer = :offer, offered_to = :offeredTo
                WHERE unit_id = :unit
                """),
            place)
        .bind("unit", unit)
        .execute();
    delete(handle, epc);
  }

  private static void delete(Handle handle, String epc) {
    of(
            handle.createUpdate(
                "DELETE FROM custody.seal_ahead WHERE key = :key AND serial = :serial"),
            epc)
        .execute();
  }

  static void write(Handle handle, String epc, Place place) {
    @Nullable OwnSlot slot = place.slot();
    bound(
            of(
                handle.createUpdate(
                    """
                    INSERT INTO custody.seal_ahead
                      (key, serial, made_in, organisation_id, note, seal, slot, inside, ended_by,
                       ended_at, contents, offer, offered_to)
                    VALUES (:key, :serial, :madeIn, :organisation, :note, :seal, :slot, :inside,
                            :endedBy, :endedAt, :contents, :offer, :offeredTo)
                    ON CONFLICT (key, serial) DO UPDATE
                    SET made_in = excluded.made_in, organisation_id = excluded.organisation_id,
                        note = excluded.note, seal = excluded.seal, slot = excluded.slot,
                        inside = excluded.inside, ended_by = excluded.ended_by,
                        ended_at = excluded.ended_at, contents = excluded.contents,
                        offer = excluded.offer, offered_to = excluded.offered_to
                    """),
                epc),
            place)
        .bindByType("organisation", slot == null ? null : slot.organisation(), UUID.class)
        .bindByType("seal", slot == null ? null : slot.seal().bytes(), byte[].class)
        .bindByType("inside", place.inside(), String.class)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Place place) {
    @Nullable OwnSlot slot = place.slot();
    return statement
        .bindByType("madeIn", bytes(place.madeIn()), byte[].class)
        .bindByType("note", slot == null ? null : slot.note().bytes(), byte[].class)
        .bindByType("slot", slot == null ? null : (short) slot.index(), Short.class)
        .bindByType("endedBy", bytes(place.endedBy()), byte[].class)
        .bindByType("endedAt", place.endedAt(), OffsetDateTime.class)
        .bindByType("contents", bytes(place.contents()), byte[].class)
        .bindByType("offer", bytes(place.offer()), byte[].class)
        .bindByType("offeredTo", place.offeredTo(), UUID.class);
  }

  private static byte @Nullable [] bytes(@Nullable Bytes32 hash) {
    return hash == null ? null : hash.bytes();
  }

  private static <S extends SqlStatement<S>> S of(S statement, String epc) {
    return statement.bind("key", Places.key(epc)).bind("serial", Places.serial(epc));
  }
}
