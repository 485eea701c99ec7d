package io.pharmatrace.custody.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How events come. Lives in one transaction.
 *
 * @param happened whether they tell what has happened, whatever we say of it; else it is asked for,
 *     and who is refused does not do it
 * @param queue what waits; an event waits behind an earlier one of its organisation about the same
 *     unit. Null when nothing can wait
 * @param doubts is told what is suspicious about what does not wait
 * @param barred what is not given out
 * @param effort goes into what is told late
 */
record Telling(
    boolean happened,
    @Nullable WaitingUnits queue,
    DoubtListener doubts,
    OffSale barred,
    LateEffort effort) {
  /** What is told of a suspect pack is stored; only who asks first can be stopped. */
  private static final OffSale ON_SALE =
      new OffSale() {
        @Override
        public Map<Sgtin, Bar> bars(Handle transaction, Collection<Sgtin> packs) {
          return Map.of();
        }

        @Override
        public Set<Sgtin> unchecked(Handle transaction, Map<Sgtin, OffsetDateTime> cameBack) {
          return Set.of();
        }
      };

  static Telling asked(DoubtListener doubts) {
    return asked(doubts, ON_SALE);
  }

  static Telling asked(DoubtListener doubts, OffSale barred) {
    return new Telling(false, null, doubts, barred, new LateEffort(false));
  }

  static Telling told(@Nullable WaitingUnits queue, DoubtListener doubts, boolean again) {
    return new Telling(true, queue, doubts, ON_SALE, new LateEffort(again));
  }
}
