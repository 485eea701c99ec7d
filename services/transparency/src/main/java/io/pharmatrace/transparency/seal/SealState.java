package io.pharmatrace.transparency.seal;

import java.util.Optional;

/** Where units are by their seals before a move. */
public interface SealState {
  /** Nobody holds anything. */
  SealState EMPTY =
      new SealState() {
        @Override
        public Optional<Position> position(String epc) {
          return Optional.empty();
        }

        @Override
        public Optional<Contents> contents(String container) {
          return Optional.empty();
        }
      };

  /** Where a unit is; empty for a pack that was not made, and for an empty logistic unit. */
  Optional<Position> position(String epc);

  /** What is in a logistic unit; empty when nothing is. */
  Optional<Contents> contents(String container);
}
