package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.domain.PackTransitions;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealMismatchException;
import io.pharmatrace.transparency.seal.Seals;
import io.pharmatrace.transparency.seal.Slot;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings seals from where units are to what they became: makes and brings back, takes out what goes
 * another way than what it is in, hands over, packs, ends, offers. What several units do alike one
 * entry tells. Of one thread.
 */
final class Derivation {
  private record Way(Bytes32 from, UUID to, @Nullable Bytes32 offer) {}

  private record End(Bytes32 holder, boolean wayBack) {}

  private final SealBook book;
  private final Seals seals;
  private final Function<Bytes32, SealEntry> logged;
  private final OffsetDateTime now;
  private final Map<Bytes32, SealEntry> offers = new LinkedHashMap<>();
  private Targets targets;

  /**
   * Derives from the state of the book.
   *
   * @param logged entries of earlier rounds, by their leaf hashes
   */
  Derivation(SealBook book, Function<Bytes32, SealEntry> logged, OffsetDateTime now) {
    this.book = book;
    this.seals = new Seals(book);
    this.logged = logged;
    this.now = now;
    this.targets = new Targets(book, List.of());
  }

  /** What follows by now. */
  Seals seals() {
    return seals;
  }

  /**
   * Follows changes that do not depend on each other.
   *
   * @throws SealMismatchException when a unit is not where it would have to be by its seals;
   *     nothing of this round may be stored then
   */
  void follow(List<Became> changes) {
    targets = new Targets(book, changes);
    make();
    // Packs from before there were seals have none.
    Collection<Became> followed =
        targets.changes().stream()
            .filter(c -> !sealed(c).pack || sealed(c).madeIn != null)
            .toList();
    refuseMismatches(followed);
    bringBack(followed);
    takeOut(followed);
    handOver(followed);
    pack(followed);
    end(followed);
    offer(followed);
    refuseStrays(followed);
    followed.forEach(change -> sealed(change).follow(change));
  }

  /** Whatever seals did: they say of each what custody says, or it is a conflict. */
  private void refuseStrays(Collection<Became> changes) {
    Map<Long, String> strays = new LinkedHashMap<>();
    for (Became change : changes) {
      boolean there =
          switch (position(change).orElse(null)) {
            case Position.Ended ended -> ends(change);
            case Position.Inside(String container) ->
                !ends(change) && Optional.of(container).equals(targets.parent(change.unit()));
            case Position.Held(Slot slot) ->
                !ends(change)
                    && targets.parent(change.unit()).isEmpty()
                    && targets
                        .holder(change.unit())
                        .map(book::name)
                        .equals(Optional.of(slot.organisation()));
            case null -> !sealed(change).pack;
          };
      if (!there) {
        strays.put(change.unit(), "did not come by its seals to where custody has it");
      }
    }
    if (!strays.isEmpty()) {
      throw new MismatchesException(strays);
    }
  }

  private void refuseMismatches(Collection<Became> changes) {
    Map<Long, String> wrong = new LinkedHashMap<>();
    for (Became change : changes) {
      Sealed sealed = sealed(change);
      if (change.maker() == null && !sealed.was(change.was())) {
        wrong.put(change.unit(), "was changed in custody by no event");
      } else if (!change.isGone()
          && position(change).orElse(null) instanceof Position.Ended ended
          && (ended.wayBack().isEmpty() || !isInTime(sealed))) {
        wrong.put(change.unit(), "has ended for good by its seals");
      }
    }
    if (!wrong.isEmpty()) {
      throw new MismatchesException(wrong);
    }
  }

  private void make() {
    Groups<UUID> byMaker = new Groups<>();
    for (Became change : targets.changes()) {
      @Nullable UUID maker = change.maker();
      boolean free =
          position(change)
              .map(at -> at instanceof Position.Ended ended && ended.wayBack().isEmpty())
              .orElse(true);
      if (maker != null && free && change.state() != UnitState.VOID) {
        byMaker.add(maker, change);
      }
    }
    byMaker.forEach(
        (maker, made) -> {
          seals.make(book.name(maker), digest(made), epcs(made));
          made.forEach(change -> sealed(change).made(held(change).orElseThrow().note()));
        });
  }

  private void bringBack(Collection<Became> changes) {
    Groups<Bytes32> byHolder = new Groups<>();
    for (Became change : changes) {
      if (position(change).orElse(null) instanceof Position.Ended ended) {
        Sealed sealed = sealed(change);
        Optional<Slot> wayBack = ended.wayBack().filter(slot -> isInTime(sealed));
        boolean same =
            sealed.isAs(change)
                && wayBack
                    .map(Slot::organisation)
                    .equals(targets.holder(change.unit()).map(book::name));
        if (wayBack.isPresent() && !same) {
          byHolder.add(wayBack.get().organisation(), change);
        }
      }
    }
    byHolder.forEach((holder, back) -> seals.reactivate(holder, digest(back), epcs(back)));
  }

  private boolean isInTime(Sealed sealed) {
    return sealed.endedAt != null && now.isBefore(sealed.endedAt.plus(PackTransitions.UNDO_WITHIN));
  }

  /** What ends, and what is with somebody else now than what it was in. */
  private void takeOut(Collection<Became> changes) {
    Groups<Bytes32> byHolder = new Groups<>();
    for (Became change : changes) {
      if (position(change).orElse(null) instanceof Position.Inside(String container)) {
        String top = container;
        boolean goesAlong = isWith(change, top);
        while (seals.position(top).orElse(null) instanceof Position.Inside(String around)) {
          top = around;
          goesAlong &= isWith(change, top);
        }
        boolean stays = container.equals(targets.parent(change.unit()).orElse(null));
        if ((!stays && !goesAlong) || ends(change)) {
          byHolder.add(slot(top).organisation(), change);
        }
      }
    }
    byHolder.forEach(
        (holder, out) -> {
          Map<String, @Nullable String> parents = new LinkedHashMap<>();
          out.forEach(change -> parents.put(sealed(change).epc, null));
          seals.arrange(holder, digest(out), parents);
        });
  }

  /** Whether a unit is to be with the same organisation as another. */
  private boolean isWith(Became change, String other) {
    return targets
        .holder(change.unit())
        .equals(book.find(other).flatMap(unit -> targets.holder(unit.unit)));
  }

  private void handOver(Collection<Became> changes) {
    Groups<Way> ways = new Groups<>();
    for (Became change : changes) {
      Optional<Slot> slot = held(change);
      Optional<UUID> to = targets.holder(change.unit());
      if (slot.isPresent() && to.isPresent()) {
        Bytes32 from = slot.get().organisation();
        if (!from.equals(book.name(to.get()))) {
          ways.add(new Way(from, to.get(), offerTo(to.get(), from, sealed(change))), change);
        }
      }
    }
    ways.forEach(
        (way, handed) -> {
          Bytes32 to = book.name(way.to);
          SealEntry offer =
              way.offer == null
                  ? seals.offer(way.from, to, digest(handed), epcs(handed))
                  : entry(way.offer);
          seals.handOver(offer, to, digest(handed), epcs(handed));
          handed.forEach(change -> sealed(change).offered(null, null));
        });
  }

  /** The offer under which a unit goes to that organisation, if there is one. */
  private @Nullable Bytes32 offerTo(UUID receiver, Bytes32 sender, Sealed sealed) {
    return sealed.offer != null
            && receiver.equals(sealed.offeredTo)
            && entry(sealed.offer).organisation().equals(sender)
        ? sealed.offer
        : null;
  }

  private SealEntry entry(Bytes32 leaf) {
    return offers.computeIfAbsent(leaf, logged);
  }

  private void pack(Collection<Became> changes) {
    Map<Bytes32, Map<String, @Nullable String>> byHolder = new LinkedHashMap<>();
    Groups<Bytes32> moves = new Groups<>();
    for (Became change : changes) {
      Optional<Position> at = position(change);
      Optional<String> to = targets.parent(change.unit());
      Optional<String> from =
          at.map(p -> p instanceof Position.Inside(String container) ? container : null);
      Optional<UUID> holder = targets.holder(change.unit());
      if (!ends(change) && at.isPresent() && !from.equals(to) && holder.isPresent()) {
        Bytes32 name = book.name(holder.get());
        moves.add(name, change);
        Map<String, @Nullable String> parents =
            byHolder.computeIfAbsent(name, h -> new LinkedHashMap<>());
        parents.put(sealed(change).epc, to.orElse(null));
        // Where an empty logistic unit is, only custody knows.
        Optional<String> up = to;
        while (up.isPresent() && seals.position(up.get()).isEmpty()) {
          Optional<String> around = book.find(up.get()).flatMap(u -> targets.parent(u.unit));
          parents.put(up.get(), around.orElse(null));
          up = around;
        }
      }
    }
    moves.forEach(
        (holder, moved) ->
            seals.arrange(holder, digest(moved), Objects.requireNonNull(byHolder.get(holder))));
  }

  private void end(Collection<Became> changes) {
    Groups<End> ends = new Groups<>();
    changes.stream()
        .filter(this::ends)
        .forEach(
            change ->
                held(change)
                    .ifPresent(
                        slot ->
                            ends.add(new End(slot.organisation(), change.hasWayBack()), change)));
    ends.forEach(
        (end, gone) -> {
          seals.end(end.holder, digest(gone), epcs(gone), end.wayBack);
          gone.forEach(change -> sealed(change).endedAt = now);
        });
  }

  private void offer(Collection<Became> changes) {
    Groups<Way> ways = new Groups<>();
    for (Became change : changes) {
      @Nullable UUID to = change.inTransitTo();
      if (to != null && !to.equals(sealed(change).offeredTo) && !ends(change)) {
        held(change).ifPresent(slot -> ways.add(new Way(slot.organisation(), to, null), change));
      }
    }
    ways.forEach(
        (way, offered) -> {
          SealEntry offer =
              seals.offer(way.from, book.name(way.to), digest(offered), epcs(offered));
          Bytes32 leaf = offer.leaf();
          offers.put(leaf, offer);
          offered.forEach(change -> sealed(change).offered(leaf, way.to));
        });
  }

  /** Only packs end: the number of a logistic unit may, what is inside does not. */
  private boolean ends(Became change) {
    return change.isGone() && sealed(change).pack;
  }

  private Sealed sealed(Became change) {
    return book.unit(change.unit());
  }

  private Optional<Position> position(Became change) {
    return seals.position(sealed(change).epc);
  }

  private Optional<Slot> held(Became change) {
    return position(change).map(at -> at instanceof Position.Held(Slot slot) ? slot : null);
  }

  private Slot slot(String epc) {
    if (seals.position(epc).orElse(null) instanceof Position.Held(Slot slot)) {
      return slot;
    }
    throw new SealMismatchException(epc, "is in no open slot");
  }

  private static Bytes32 digest(List<Became> changes) {
    return ContentDigest.ofEvents(changes.stream().map(Became::digest).distinct().toList());
  }

  private List<String> epcs(List<Became> changes) {
    return changes.stream().map(change -> sealed(change).epc).toList();
  }
}
