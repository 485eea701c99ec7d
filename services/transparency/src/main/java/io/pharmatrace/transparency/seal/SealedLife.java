package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import java.util.Optional;

/**
 * A unit since it was sealed. A logistic unit that was emptied with one organisation may seem to be
 * filled with the next before the first one's log says that it was emptied: then it has two.
 */
final class SealedLife {
  /** Where it is. */
  Position at;

  /** Its contentsRoot, if it was sealed by an entry that was followed. */
  final Optional<Bytes32> contents;

  /** Whether it was. */
  final boolean isNew;

  SealedLife(Position at, Optional<Bytes32> contents, boolean isNew) {
    this.at = at;
    this.contents = contents;
    this.isNew = isNew;
  }

  boolean isIn(Bytes32 note, int index) {
    Optional<Slot> slot =
        switch (at) {
          case Position.Held(Slot held) -> Optional.of(held);
          case Position.Ended ended -> ended.wayBack();
          case Position.Inside inside -> Optional.empty();
        };
    return slot.filter(s -> s.note().equals(note) && s.index() == index).isPresent();
  }

  boolean isInside(String container) {
    return at.equals(new Position.Inside(container));
  }
}
