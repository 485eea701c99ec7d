package io.pharmatrace.custody.application.seals;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.LogsIncompleteException;
import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.anchoring.SlotTakenException;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealMismatchException;
import io.pharmatrace.transparency.seal.Seals;
import io.pharmatrace.transparency.seal.Slot;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets seals follow custody, in rounds: what units became is derived, logged and stored in one
 * transaction, so that the two cannot drift apart. A unit that is not where custody has it by its
 * seals is followed no more, and alerts ({@code seal-conflict}); it stops no other. One process at
 * a time. Thread-safe.
 */
@Singleton
public class SealDeriver {
  private static final Logger LOG = LoggerFactory.getLogger(SealDeriver.class);
  private static final int CHANGES_AT_ONCE = 5_000;

  private static final String SAVEPOINT = "seals";

  private final Jdbi jdbi;
  private final SealLog log;
  private final Suspicions suspicions;
  private final long stepsAtOnce;

  /**
   * @param stepsAtOnce steps that a round makes at the most, if it has more than one change: they
   *     are all in memory
   */
  SealDeriver(
      Jdbi jdbi,
      SealLog log,
      Suspicions suspicions,
      @Value("${pharmatrace.custody.seal-steps:50000}") long stepsAtOnce) {
    this.jdbi = jdbi;
    this.log = log;
    this.suspicions = suspicions;
    this.stepsAtOnce = stepsAtOnce;
  }

  /**
   * Follows the oldest changes.
   *
   * @return whether there may be more
   */
  public boolean deriveNext() {
    // Drawn in the round, a name would have who logs for the first time meanwhile wait for its end.
    jdbi.useTransaction(
        handle ->
            SealTodo.receivers(handle, CHANGES_AT_ONCE)
                .forEach(receiver -> log.nameOnChain(handle, receiver)));
    return jdbi.inTransaction(
        handle -> {
          List<Became> changes =
              SealTurn.tryTake(handle) && log.isComplete(handle)
                  ? SealsAhead.meet(handle, SealTodo.next(handle, log, CHANGES_AT_ONCE))
                  : List.<Became>of();
          if (!changes.isEmpty()) {
            List<Became> part = changes;
            while (!derive(handle, part)) {
              part = half(part);
            }
            SealTodo.done(handle, part);
          }
          return !changes.isEmpty();
        });
  }

  /** Whether it was done; else it was too much, or went wrong, for so many at once. */
  private boolean derive(Handle handle, List<Became> changes) {
    Map<Long, String> conflicts = new HashMap<>();
    while (true) {
      SealBook book = SealBook.load(handle, log, changes);
      long inside = book.inside();
      if (isTooMuch(changes, inside)) {
        return false;
      }
      book.loadInside();
      List<Became> followed = followed(book, changes, conflicts);
      List<List<Became>> levels = Levels.of(followed, book);
      if (isTooMuch(changes, inside * levels.size())) {
        return false;
      }
      OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
      Derivation derivation = new Derivation(book, leaf -> log.entry(handle, leaf), now);
      handle.savepoint(SAVEPOINT);
      try {
        levels.forEach(derivation::follow);
        log.append(handle, derivation.seals().entries());
        store(handle, book, derivation.seals(), changes, conflicts, now);
        return true;
      } catch (MismatchesException e) {
        handle.rollbackToSavepoint(SAVEPOINT);
        conflicts.putAll(e.units());
      } catch (SealMismatchException e) {
        handle.rollbackToSavepoint(SAVEPOINT);
        exclude(conflicts, followed, book, e.what(), unit -> unit.epc.equals(e.unit()));
      } catch (SlotTakenException e) {
        handle.rollbackToSavepoint(SAVEPOINT);
        exclude(conflicts, followed, book, "its slot was closed already", unit -> isTaken(e, unit));
      } catch (LogsIncompleteException e) {
        throw e;
      } catch (RuntimeException e) {
        if (Transactions.isOutage(e) || followed.isEmpty()) {
          throw e;
        }
        handle.rollbackToSavepoint(SAVEPOINT);
        if (isOfSeveral(changes)) {
          return false;
        }
        // It would stop all others for good.
        LOG.error("what follows for seals from event {} fails", changes.getFirst().event(), e);
        followed.forEach(c -> conflicts.put(c.unit(), "what follows for its seals failed"));
      }
    }
  }

  /** Without units that seals do not follow any more, and what is in such a unit. */
  private static List<Became> followed(
      SealBook book, List<Became> changes, Map<Long, String> conflicts) {
    List<Became> followed = new ArrayList<>();
    for (Became change : changes) {
      if (book.unit(change.unit()).conflict != null || conflicts.containsKey(change.unit())) {
        continue;
      }
      if (isAround(book, change.unit(), change.parent(), unit -> unit.conflict != null)) {
        conflicts.put(change.unit(), "seals do not follow any more what it is in");
      } else {
        followed.add(change);
      }
    }
    return followed;
  }

  private boolean isTooMuch(List<Became> changes, long steps) {
    return changes.size() > 1 && steps > stepsAtOnce;
  }

  private static boolean isOfSeveral(List<Became> changes) {
    return changes.stream().map(Became::event).distinct().count() > 1;
  }

  /** The changes of the first half of the events, or of the only one. */
  private static List<Became> half(List<Became> changes) {
    List<Long> events = changes.stream().map(Became::event).distinct().toList();
    if (events.size() == 1) {
      return changes.subList(0, changes.size() / 2);
    }
    Set<Long> first = Set.copyOf(events.subList(0, events.size() / 2));
    return changes.stream().filter(change -> first.contains(change.event())).toList();
  }

  private static boolean isTaken(SlotTakenException taken, Sealed unit) {
    Optional<Slot> slot =
        switch (unit.position.orElse(null)) {
          case Position.Held(Slot held) -> Optional.of(held);
          case Position.Ended ended -> ended.wayBack();
          case Position.Inside inside -> Optional.empty();
          case null -> Optional.empty();
        };
    return slot.filter(s -> taken.isTaken(s.seal(), s.index())).isPresent();
  }

  /** The units at fault, or in them, are followed no more; at least one, or it would not end. */
  private static void exclude(
      Map<Long, String> conflicts,
      List<Became> followed,
      SealBook book,
      String why,
      Predicate<Sealed> atFault) {
    List<Became> found =
        followed.stream().filter(c -> isAround(book, c.unit(), c.parent(), atFault)).toList();
    for (Became change : found.isEmpty() ? followed : found) {
      conflicts.put(change.unit(), why);
    }
  }

  private static boolean isAround(
      SealBook book, long unit, @Nullable Long to, Predicate<Sealed> atFault) {
    List<Long> tops = new ArrayList<>(List.of(unit));
    Optional.ofNullable(to).ifPresent(tops::add);
    for (@Nullable Long up : tops) {
      while (up != null) {
        Sealed sealed = book.unit(up);
        if (atFault.test(sealed)) {
          return true;
        }
        up = sealed.parent;
      }
    }
    return false;
  }

  private void store(
      Handle handle,
      SealBook book,
      Seals seals,
      List<Became> changes,
      Map<Long, String> conflicts,
      OffsetDateTime now) {
    List<Sealed> units = new ArrayList<>();
    SealConflicts found = new SealConflicts(now);
    Targets targets = new Targets(book, changes);
    for (Became change : changes) {
      Sealed sealed = book.unit(change.unit());
      @Nullable String conflict = conflicts.get(change.unit());
      if (conflict != null && sealed.conflict == null) {
        if (sealed.state == null) {
          sealed.follow(change);
        }
        sealed.conflict = conflict;
        LOG.warn("seals do not follow unit {} any more: {}", change.unit(), conflict);
        targets.holder(change.unit()).ifPresent(who -> found.add(who, sealed.epc));
      }
      units.add(sealed);
    }
    SealStore.save(handle, book, seals, units);
    found.raise(handle, suspicions);
  }
}
