package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.seal.Position;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a unit is by its seals, and what of custody that follows. Of one thread. */
final class Sealed {
  final long unit;

  /** Canonical Digital Link URI. */
  final String epc;

  final boolean pack;

  /** As seals follow it; none of a unit that they do not know yet. */
  @Nullable UnitState state;

  @Nullable Long parent;
  @Nullable UUID custodian;
  @Nullable OffsetDateTime since;

  /** Before the moves of this round. */
  Optional<Position> position = Optional.empty();

  /** Of a pack: note of the batch entry that made it. */
  @Nullable Bytes32 madeIn;

  /** When it ended by its seals. */
  @Nullable OffsetDateTime endedAt;

  /** Of a logistic unit, before the moves of this round. */
  @Nullable Bytes32 contents;

  /** Leaf hash of the offer under which it is on its way. */
  @Nullable Bytes32 offer;

  @Nullable UUID offeredTo;

  /** Why seals follow it no more. */
  @Nullable String conflict;

  Sealed(long unit, String epc, boolean pack) {
    this.unit = unit;
    this.epc = epc;
    this.pack = pack;
  }

  /** It is sealed as it became. */
  void follow(Became became) {
    state = became.state();
    parent = became.parent();
    custodian = became.custodian();
    since = became.since();
    if (became.inTransitTo() == null) {
      offered(null, null);
    }
  }

  /** It is on its way under an offer, or no more. */
  void offered(@Nullable Bytes32 leaf, @Nullable UUID receiver) {
    offer = leaf;
    offeredTo = receiver;
  }

  /** It was made, in that note. */
  void made(Bytes32 note) {
    madeIn = note;
    endedAt = null;
  }

  /** Whether that is how it was left by the event before, as far as both are known. */
  boolean was(Became.@Nullable Was before) {
    return before == null
        || state == null
        || (before.state() == state
            && Objects.equals(before.parent(), parent)
            && Objects.equals(before.custodian(), custodian));
  }

  /** Whether it ended that way already. */
  boolean isAs(Became became) {
    return became.state() == state && Objects.equals(became.since(), since);
  }
}
