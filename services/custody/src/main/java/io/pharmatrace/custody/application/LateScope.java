package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.UnitHistory.Concerned;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Finds and locks what an event concerns that is told late. Thread-safe. */
@Singleton
final class LateScope {
  private static final int MAX_TRIES = 5;

  /**
   * What is looked for holds others up, and is found in no order: who has it locked and waits for
   * what we have gets on first. Shorter than it takes PostgreSQL to look for deadlocks.
   */
  private static final String PATIENCE = "100ms";

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
   */
  record Found(Units units, List<Concerned> concerned, List<Item> waiting) {
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

  /**
   * Locks all that has to do with it; what is found so is locked, too.
   *
   * @return empty when it is too much
   * @throws Conflict when others need long what it needs
   */
  Optional<Found> lock(Handle handle, Item late) {
    String before =
        handle.createQuery("SELECT current_setting('lock_timeout')").mapTo(String.class).one();
    waitFor(handle, PATIENCE);
    Optional<Found> found = orConflict(() -> look(handle, late));
    waitFor(handle, before);
    return found;
  }

  private static void waitFor(Handle handle, String time) {
    handle
        .createQuery("SELECT set_config('lock_timeout', :time, true)")
        .bind("time", time)
        .mapTo(String.class)
        .one();
  }

  private static <T> T orConflict(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException sql && NOT_AVAILABLE.equals(sql.getSQLState())) {
        throw new Conflict("what is told late concerns units that are in use");
      }
      throw e;
    }
  }

  private Optional<Found> look(Handle handle, Item late) {
    Set<Epc> wanted = new HashSet<>(late.understood().action().units());
    for (int i = 0; i < MAX_TRIES; i++) {
      Units units =
          unitStore.load(
              handle, wanted, late.understood().action().opened(), eventStore.unitIds(handle));
      List<Item> waiting = waiting(handle, units, wanted, late);
      Optional<List<Concerned>> concerned = around(handle, units, late, waiting);
      if (concerned.isEmpty()) {
        return Optional.empty();
      }
      boolean more = wanted.addAll(Columns.of(concerned.get(), Concerned::unit));
      for (Item item : waiting) {
        more |= wanted.addAll(item.understood().action().units());
      }
      if (!more) {
        return Optional.of(new Found(units, concerned.get(), waiting));
      }
    }
    throw new Conflict("units move faster than they can be locked");
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
   * What was refused before about these units by who has to do with them, without what is stored by
   * now.
   *
   * @param wanted among them those that are not known yet
   */
  private List<Item> waiting(Handle handle, Units units, Set<Epc> wanted, Item late) {
    Set<Epc> names = new HashSet<>(wanted);
    units.all().forEach(unit -> names.add(unit.epc()));
    List<Submission> refused = RefusedEvents.about(handle, names);
    if (refused.isEmpty()) {
      return List.of();
    }
    Interpreter interpreter =
        Interpreter.of(handle, organisations, refused.stream().map(Submission::event));
    StoredPast past = new StoredPast(handle, units);
    Map<Identity, Item> open = new LinkedHashMap<>();
    for (Submission submission : refused) {
      Item item = Item.of(submission, interpreter);
      if (item.isUnderstood() && item.isOfOneConcerned(units, past)) {
        open.put(item.identity(), item);
      }
    }
    open.remove(late.identity());
    StoredEvents.find(handle, List.copyOf(open.keySet())).keySet().forEach(open::remove);
    return List.copyOf(open.values());
  }
}
