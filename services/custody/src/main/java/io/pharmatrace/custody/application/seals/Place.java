package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.transparency.Bytes32;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a unit is by its seals, whatever custody has: what {@code custody.sealed} and {@code
 * custody.seal_ahead} have in common.
 *
 * @param madeIn of a pack: note of the batch entry that made it
 * @param slot its open slot; of what ended, the way back
 * @param inside EPC of what it is in
 * @param endedBy leaf hash of the final entry
 * @param endedAt when that was logged
 * @param contents contentsRoot of a logistic unit
 * @param offer leaf hash of the offer to offeredTo
 */
record Place(
    @Nullable Bytes32 madeIn,
    @Nullable OwnSlot slot,
    @Nullable String inside,
    @Nullable Bytes32 endedBy,
    @Nullable OffsetDateTime endedAt,
    @Nullable Bytes32 contents,
    @Nullable Bytes32 offer,
    @Nullable UUID offeredTo) {
  static final Place NONE = new Place(null, null, null, null, null, null, null, null);

  /** A slot, with the organisation as custody names it. */
  record OwnSlot(UUID organisation, Bytes32 note, Bytes32 seal, int index) {}

  /** The same, made in that note. */
  Place madeIn(Bytes32 note) {
    return new Place(note, slot, inside, endedBy, endedAt, contents, offer, offeredTo);
  }

  /** The same, elsewhere. */
  Place at(
      @Nullable OwnSlot to,
      @Nullable String container,
      @Nullable Bytes32 closer,
      @Nullable OffsetDateTime when) {
    return new Place(madeIn, to, container, closer, when, contents, offer, offeredTo);
  }

  /** The same, with other contents. */
  Place filled(@Nullable Bytes32 root) {
    return new Place(madeIn, slot, inside, endedBy, endedAt, root, offer, offeredTo);
  }

  /** The same, on offer. */
  Place offered(@Nullable Bytes32 leaf, @Nullable UUID receiver) {
    return new Place(madeIn, slot, inside, endedBy, endedAt, contents, leaf, receiver);
  }

  /**
   * Whether custody has it there, too.
   *
   * @param parent EPC of what it is in by custody
   * @param holder who has it, or what it is in, by custody
   */
  boolean isWhere(UnitState state, @Nullable String parent, @Nullable UUID holder) {
    boolean gone = state != UnitState.ACTIVE && state != UnitState.LOCKED;
    if (endedBy != null) {
      return gone;
    }
    if (inside != null) {
      return !gone && inside.equals(parent);
    }
    if (slot == null) {
      return madeIn == null; // An empty logistic unit is where custody says.
    }
    return !gone && parent == null && slot.organisation.equals(holder);
  }

  /** Whether it is in an open slot of that organisation. */
  boolean isHeldBy(@Nullable UUID holder) {
    return endedBy == null && slot != null && slot.organisation.equals(holder);
  }
}
