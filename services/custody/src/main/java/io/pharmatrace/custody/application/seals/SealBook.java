package io.pharmatrace.custody.application.seals;

import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.custody.application.UnitKey;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealState;
import io.pharmatrace.transparency.seal.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The units of one round with their seals before it: those that changed, what they are in, and what
 * else is in there. Of one thread.
 */
final class SealBook implements SealState {
  private final Handle handle;
  private final SealLog log;
  private final Map<Long, Sealed> byId = new HashMap<>();
  private final Map<String, Sealed> byEpc = new HashMap<>();
  private final Map<Bytes32, Contents> contents = new HashMap<>();
  private final Map<UUID, Bytes32> names = new HashMap<>();
  private final Map<Bytes32, UUID> organisations = new HashMap<>();
  private final Set<Long> opened = new HashSet<>();

  private SealBook(Handle handle, SealLog log) {
    this.handle = handle;
    this.log = log;
  }

  /** Loads the units that these changes concern, and what those are in. */
  static SealBook load(Handle handle, SealLog log, Collection<Became> changes) {
    SealBook book = new SealBook(handle, log);
    Set<Long> units = new HashSet<>();
    for (Became change : changes) {
      units.add(change.unit());
      Optional.ofNullable(change.parent()).ifPresent(units::add);
    }
    book.loadUp(units);
    for (Became change : changes) {
      @Nullable Long before = book.unit(change.unit()).parent;
      if (change.isGone() || !Objects.equals(before, change.parent())) {
        book.around(before);
        book.around(change.parent());
      }
    }
    return book;
  }

  /** How many units are in what may be opened: counted, because they may be too many to load. */
  long inside() {
    return handle
        .createQuery("SELECT count(*) FROM custody.sealed WHERE parent_id = ANY(:ids)")
        .bindArray("ids", Long.class, opened)
        .mapTo(Long.class)
        .one();
  }

  /** Loads what is in what may be opened. */
  void loadInside() {
    read("SELECT unit_id FROM custody.sealed WHERE parent_id = ANY(:ids)", opened);
  }

  private void around(@Nullable Long container) {
    @Nullable Long up = container;
    while (up != null && opened.add(up)) {
      up = unit(up).parent;
    }
  }

  private void loadUp(Set<Long> units) {
    read(
        """
        WITH RECURSIVE up (id) AS (
          SELECT unnest(:ids)
          UNION
          SELECT s.parent_id FROM custody.sealed s JOIN up ON s.unit_id = up.id
          WHERE s.parent_id IS NOT NULL
        )
        SELECT id FROM up
        """,
        units);
  }

  private record Row(
      Sealed sealed,
      @Nullable Bytes32 note,
      @Nullable Bytes32 seal,
      @Nullable UUID organisation,
      int slot,
      @Nullable Bytes32 endedBy) {}

  /** Reads units that were not read yet; what is in something after that. */
  private void read(String which, Set<Long> ids) {
    List<Row> rows =
        handle
            .createQuery(
                """
                SELECT u.id, u.key, u.serial, u.kind = 'PACK' AS pack, s.*, n.hash, n.seal,
                       n.organisation_id
                FROM custody.unit u
                LEFT JOIN custody.sealed s ON s.unit_id = u.id
                LEFT JOIN custody.seal_note n ON n.id = s.note_id
                WHERE u.id IN (
                """
                    + which
                    + ")")
            .bindArray("ids", Long.class, ids)
            .map((r, c) -> row(r))
            .list();
    List<Row> fresh = new ArrayList<>();
    for (Row row : rows) {
      if (byId.putIfAbsent(row.sealed.unit, row.sealed) == null) {
        byEpc.put(row.sealed.epc, row.sealed);
        fresh.add(row);
      }
    }
    fresh.forEach(row -> row.sealed.position = position(row));
  }

  private static Row row(ResultSet r) throws SQLException {
    Sealed sealed =
        new Sealed(
            r.getLong("id"),
            UnitKey.epc(r.getString("key"), r.getString("serial")).digitalLink(),
            r.getBoolean("pack"));
    @Nullable String state = r.getString("state");
    sealed.state = state == null ? null : UnitState.of(state);
    sealed.parent = r.getObject("parent_id", Long.class);
    sealed.custodian = r.getObject("custodian_id", UUID.class);
    sealed.since = r.getObject("state_since", OffsetDateTime.class);
    sealed.madeIn = hash(r, "made_in");
    sealed.endedAt = r.getObject("ended_at", OffsetDateTime.class);
    sealed.contents = hash(r, "contents");
    sealed.offer = hash(r, "offer");
    sealed.offeredTo = r.getObject("offered_to", UUID.class);
    sealed.conflict = r.getString("conflict");
    return new Row(
        sealed,
        hash(r, "hash"),
        hash(r, "seal"),
        r.getObject("organisation_id", UUID.class),
        r.getInt("slot"),
        hash(r, "ended_by"));
  }

  private static @Nullable Bytes32 hash(ResultSet r, String column) throws SQLException {
    byte @Nullable [] bytes = r.getBytes(column);
    return bytes == null ? null : Bytes32.of(bytes);
  }

  private Optional<Position> position(Row row) {
    Sealed sealed = row.sealed;
    Optional<Slot> slot =
        row.note == null || row.seal == null || row.organisation == null
            ? Optional.empty()
            : Optional.of(new Slot(name(row.organisation), row.seal, row.note, row.slot));
    if (row.endedBy != null) {
      return Optional.of(new Position.Ended(row.endedBy, slot));
    }
    if (slot.isPresent()) {
      return Optional.of(new Position.Held(slot.get()));
    }
    boolean isSealed = sealed.pack ? sealed.madeIn != null : sealed.contents != null;
    return isSealed && sealed.parent != null
        ? Optional.of(new Position.Inside(unit(sealed.parent).epc))
        : Optional.empty();
  }

  @Override
  public Optional<Position> position(String epc) {
    return Optional.ofNullable(byEpc.get(epc)).flatMap(unit -> unit.position);
  }

  @Override
  public Optional<Contents> contents(String container) {
    return Optional.ofNullable(byEpc.get(container))
        .map(unit -> unit.contents)
        .map(root -> contents.computeIfAbsent(root, wanted -> log.contents(handle, wanted)));
  }

  /** A unit that was loaded. */
  Sealed unit(long id) {
    return Objects.requireNonNull(byId.get(id), "a unit that was not loaded");
  }

  /** A unit that was loaded. */
  Optional<Sealed> find(String epc) {
    return Optional.ofNullable(byEpc.get(epc));
  }

  /** An organisation's name on chain. */
  Bytes32 name(UUID organisation) {
    return names.computeIfAbsent(
        organisation,
        wanted -> {
          Bytes32 name = log.nameOnChain(handle, wanted);
          organisations.put(name, wanted);
          return name;
        });
  }

  /** The organisation of that name, which was asked for before. */
  UUID organisation(Bytes32 name) {
    return Objects.requireNonNull(organisations.get(name), "a name that was not asked for");
  }
}
