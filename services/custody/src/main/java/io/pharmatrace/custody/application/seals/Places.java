package io.pharmatrace.custody.application.seals;

import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.custody.application.UnitKey;
import io.pharmatrace.custody.application.seals.Place.OwnSlot;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.path.Statement;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealReplay;
import io.pharmatrace.transparency.seal.Slot;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where units are by their seals, on record here or not. In the transaction of the handle. */
final class Places {
  private final Handle handle;
  private final SealLog log;
  private final Map<String, Place> known = new HashMap<>();
  private final Map<UUID, Bytes32> names = new HashMap<>();
  private final Map<Bytes32, Optional<UUID>> organisations = new HashMap<>();

  Places(Handle handle, SealLog log) {
    this.handle = handle;
    this.log = log;
  }

  /** Where a unit is; empty when it is sealed nowhere. */
  Optional<Position> position(String epc) {
    Place place = place(epc);
    Optional<Slot> slot = Optional.ofNullable(place.slot()).map(this::slot);
    if (place.endedBy() != null) {
      return Optional.of(new Position.Ended(place.endedBy(), slot));
    }
    return place.inside() != null
        ? Optional.of(new Position.Inside(place.inside()))
        : slot.map(Position.Held::new);
  }

  private Slot slot(OwnSlot own) {
    return new Slot(
        names.computeIfAbsent(own.organisation(), id -> log.nameOnChain(handle, id)),
        own.seal(),
        own.note(),
        own.index());
  }

  private Place place(String epc) {
    Place place = known.get(epc);
    if (place == null) {
      place = AheadRows.find(handle, epc).orElseGet(() -> AheadRows.sealed(handle, epc));
      known.put(epc, place);
    }
    return place;
  }

  /** Units are where the replay left them. */
  void move(SealReplay replay, OffsetDateTime now) {
    Map<String, Place> places = new LinkedHashMap<>();
    replay.made().forEach((epc, note) -> places.put(epc, place(epc).madeIn(note)));
    replay
        .moved()
        .forEach((epc, at) -> places.put(epc, at(places.getOrDefault(epc, place(epc)), at, now)));
    replay
        .filled()
        .forEach(
            (epc, root) ->
                places.put(epc, places.getOrDefault(epc, place(epc)).filled(root.orElse(null))));
    replay
        .offers()
        .forEach(
            (epc, offer) ->
                places.put(epc, offered(places.getOrDefault(epc, place(epc)), offer.orElse(null))));
    places.forEach((epc, place) -> AheadRows.put(handle, epc, place));
  }

  private Place at(Place before, Optional<Position> to, OffsetDateTime now) {
    return switch (to.orElse(null)) {
      case Position.Held(Slot slot) -> before.at(own(slot), null, null, null);
      case Position.Inside(String container) -> before.at(null, container, null, null);
      case Position.Ended(Bytes32 closer, Optional<Slot> wayBack) ->
          before.at(wayBack.map(this::own).orElse(null), null, closer, now);
      case null -> before.at(null, null, null, null);
    };
  }

  private Place offered(Place place, @Nullable Bytes32 offer) {
    // Names are drawn anew: that of who had committed nothing yet is nobody's after a restore.
    return Optional.ofNullable(offer)
        .flatMap(this::receiver)
        .map(receiver -> place.offered(offer, receiver))
        .orElseGet(() -> place.offered(null, null));
  }

  private OwnSlot own(Slot slot) {
    return new OwnSlot(
        organisation(slot.organisation()).orElseThrow(), slot.note(), slot.seal(), slot.index());
  }

  private Optional<UUID> organisation(Bytes32 name) {
    return organisations.computeIfAbsent(name, wanted -> log.organisation(handle, wanted));
  }

  private Optional<UUID> receiver(Bytes32 offer) {
    if (log.entry(handle, offer).statement().orElse(null)
        instanceof Statement.Offer(Bytes32 receiver, _)) {
      return organisation(receiver);
    }
    throw new IllegalStateException("entry " + offer + " offers nothing");
  }

  static String key(String epc) {
    return UnitKey.key(parsed(epc));
  }

  static String serial(String epc) {
    return UnitKey.serial(parsed(epc));
  }

  private static Epc parsed(String epc) {
    return Epc.parse(epc).orElseThrow();
  }
}
