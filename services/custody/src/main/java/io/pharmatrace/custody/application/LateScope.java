package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.StoredEvents.OwnId;
import io.pharmatrace.custody.application.UnitHistory.Concerned;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds and locks what an event concerns that is told late. Thread-safe. */
@Singleton
final class LateScope {
  private static final int MAX_TRIES = 8;

  /** How far what was refused leads over what is not known: a pack, its case, its pallet. */
  private static final int MAX_LEVELS = 4;

  private static final String NOT_AVAILABLE = "55P03";

  private final Organisations organisations;
  private final UnitStore unitStore;
  private final EventStore eventStore;

  LateScope(Organisations organisations, UnitStore unitStore, EventStore eventStore) {
    this.organisations = organisations;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
  }

  /**
   * What has to do with a late event, locked.
   *
   * @param waiting what was refused of these units before
   * @param cut whether more was, which is not looked at
   */
  record Found(Units units, List<Concerned> concerned, List<Item> waiting, boolean cut) {
    /** Whether something is told to have ended that does not count if this comes to nothing. */
    boolean hasEnds() {
      return waiting.stream().anyMatch(Item::ends);
    }

    List<Long> ids(boolean holderOnly) {
      return concerned.stream()
          .filter(unit -> unit.holderOnly() == holderOnly)
          .map(Concerned::id)
          .toList();
    }

    /** Whether some of it was commissioned in error or archived. */
    boolean isClosed() {
      return units.all().stream()
          .anyMatch(
              unit ->
                  unit.unmade()
                      || unit.state() == UnitState.VOID
                      || unit.state() == UnitState.ARCHIVED);
    }
  }

  /** What was refused of the units before, and whether more was. */
  private record Waiting(List<Item> items, boolean cut) {}

  /**
   * Locks all that has to do with it; what is found so is locked, too. The caller goes back to a
   * savepoint when this fails.
   *
   * @param patience how long each lock is waited for
   * @return empty when it is too much
   */
  Optional<Found> lock(Handle handle, Item late, Duration patience) {
    String before =
        handle.createQuery("SELECT current_setting('lock_timeout')").mapTo(String.class).one();
    waitFor(handle, patience.toMillis() + "ms");
    Optional<Found> found = look(handle, late);
    waitFor(handle, before);
    return found;
  }

  /** Whether others had locked what was needed. */
  static boolean isInUse(RuntimeException e) {
    return e instanceof Conflict
        || (e.getCause() instanceof SQLException sql && NOT_AVAILABLE.equals(sql.getSQLState()));
  }

  private static void waitFor(Handle handle, String time) {
    handle
        .createQuery("SELECT set_config('lock_timeout', :time, true)")
        .bind("time", time)
        .mapTo(String.class)
        .one();
  }

  private Optional<Found> look(Handle handle, Item late) {
    Set<Epc> wanted = new HashSet<>(late.understood().action().units());
    Set<Epc> names = new HashSet<>(wanted);
    for (int i = 0; i < MAX_TRIES; i++) {
      Units units =
          unitStore.load(
              handle, wanted, late.understood().action().opened(), eventStore.unitIds(handle));
      units.all().forEach(unit -> names.add(unit.epc()));
      if (i < MAX_LEVELS) {
        names.addAll(wanted);
      }
      Waiting waiting = waiting(handle, units, late, names);
      Optional<List<Concerned>> concerned = around(handle, units, late, waiting.items());
      if (concerned.isEmpty()) {
        return Optional.empty();
      }
      boolean more = wanted.addAll(Columns.of(concerned.get(), Concerned::unit));
      for (Item item : waiting.items()) {
        more |= wanted.addAll(item.understood().action().units());
      }
      if (!more) {
        return Optional.of(new Found(units, concerned.get(), waiting.items(), waiting.cut()));
      }
    }
    return Optional.empty(); // What was refused leads further and further.
  }

  private static Optional<List<Concerned>> around(
      Handle handle, Units units, Item late, List<Item> waiting) {
    List<Item> all = Stream.concat(Stream.of(late), waiting.stream()).toList();
    Set<Long> moved =
        all.stream()
            .flatMap(item -> item.understood().action().subjects().stream())
            .flatMap(epc -> Stream.ofNullable(units.get(epc)))
            .map(Unit::id)
            .collect(Collectors.toSet());
    OffsetDateTime since =
        all.stream().map(Item::time).min(Comparator.naturalOrder()).orElseThrow();
    return UnitHistory.around(handle, moved, Columns.of(units.all(), Unit::id), since);
  }

  /**
   * What was refused before about these units by who has to do with any of them, or comes to it by
   * what is told late and by what was shipped on then, over however many hands; without what is
   * stored by now. What strangers tell is not even read.
   *
   * @param names of what is looked for, also if it is not known
   */
  private Waiting waiting(Handle handle, Units units, Item late, Set<Epc> names) {
    Set<UUID> tellers = UnitHistory.parties(handle, Columns.of(units.all(), Unit::id));
    tellers.add(late.organisation());
    addReceiver(late, tellers);
    RefusedLookup.Kept kept;
    List<Item> items;
    boolean more;
    do {
      kept = RefusedLookup.about(handle, names, tellers);
      Interpreter interpreter =
          Interpreter.of(
              handle,
              organisations,
              kept.events().stream().map(refused -> refused.event().event()));
      items =
          kept.events().stream()
              .map(refused -> Item.of(refused.event(), interpreter, refused.told()))
              .filter(Item::isUnderstood)
              .toList();
      more = false;
      for (Item item : items) {
        more |= addReceiver(item, tellers);
      }
    } while (more);
    Map<Identity, Item> open = new LinkedHashMap<>();
    items.forEach(item -> open.put(item.identity(), item));
    open.remove(late.identity());
    return new Waiting(withOwnIds(handle, List.copyOf(open.values()), late), kept.cut());
  }

  private static boolean addReceiver(Item shipment, Set<UUID> receivers) {
    @Nullable UUID receiver = shipment.understood().counterparty();
    return receiver != null && receivers.add(receiver);
  }

  /** Without those whose eventID stands for another event by now; of several the last told. */
  private static List<Item> withOwnIds(Handle handle, List<Item> open, Item late) {
    Map<OwnId, EventHash> taken =
        StoredEvents.findIds(
            handle, open.stream().flatMap(item -> ownId(item).stream()).distinct().toList());
    Map<OwnId, Item> last = new HashMap<>();
    open.forEach(item -> ownId(item).ifPresent(id -> last.put(id, item)));
    Optional<OwnId> own = ownId(late);
    return open.stream()
        .filter(
            item ->
                ownId(item)
                    .map(
                        id ->
                            !taken.containsKey(id)
                                && item.equals(last.get(id))
                                && !own.equals(Optional.of(id)))
                    .orElse(true))
        .toList();
  }

  private static Optional<OwnId> ownId(Item item) {
    return KnownEvents.ownId(item.submission());
  }
}
