package io.pharmatrace.custody.adapter.in;

import io.micronaut.context.annotation.Context;
import io.pharmatrace.custody.application.OldRefusals;
import io.pharmatrace.custody.application.OverdueOffers;
import io.pharmatrace.custody.application.RecallNotices;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;

/**
 * Tells of offers that nobody answered in time, and holders and receivers of recalls; removes what
 * was refused long ago.
 */
@Context
final class HandoverLoops {
  private final Loops loops;
  private final OverdueOffers overdue;
  private final RecallNotices notices;
  private final OldRefusals refusals;

  HandoverLoops(Loops loops, OverdueOffers overdue, RecallNotices notices, OldRefusals refusals) {
    this.loops = loops;
    this.overdue = overdue;
    this.notices = notices;
    this.refusals = refusals;
  }

  @PostConstruct
  void start() {
    loops.start("overdue-offers", Duration.ofSeconds(10), overdue::tellNext);
    loops.start("recall-notices", Duration.ofSeconds(1), notices::tellNext);
    loops.start("recall-receivers", Duration.ofSeconds(1), notices::tellReceivers);
    loops.start("old-refusals", Duration.ofMinutes(1), refusals::removeNext);
  }
}
