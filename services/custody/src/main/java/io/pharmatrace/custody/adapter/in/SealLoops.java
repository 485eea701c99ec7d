package io.pharmatrace.custody.adapter.in;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.seals.PendingHandovers;
import io.pharmatrace.custody.application.seals.ReturnedSeals;
import io.pharmatrace.custody.application.seals.SealCheck;
import io.pharmatrace.custody.application.seals.SealDeriver;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets seals follow custody, compares the two at every start and each hour, and tells of handovers
 * that do not come on chain.
 */
@Context
final class SealLoops {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Loops loops;
  private final SealDeriver deriver;
  private final SealCheck check;
  private final ReturnedSeals returned;
  private final PendingHandovers pending;
  private final Duration every;

  SealLoops(
      Loops loops,
      SealDeriver deriver,
      SealCheck check,
      ReturnedSeals returned,
      PendingHandovers pending,
      @Value("${pharmatrace.custody.seal-check:1h}") Duration every) {
    this.loops = loops;
    this.deriver = deriver;
    this.check = check;
    this.returned = returned;
    this.pending = pending;
    this.every = every;
  }

  @PostConstruct
  void start() {
    loops.start("seals", Duration.ofSeconds(1), this::follow);
    loops.start("pending-handovers", Duration.ofSeconds(10), pending::tellNext);
    startEvery("seal-check", check::run);
    startEvery("seals-on-chain", check::askChain);
  }

  /** What came back from the journal goes first. */
  private boolean follow() {
    return switch (returned.bringForward()) {
      case NOT_NOW -> false;
      case MORE -> true;
      case DONE -> deriver.deriveNext();
    };
  }

  /** At the start, as soon as that can be, and whenever that time has passed since. */
  private void startEvery(String name, Runnable work) {
    AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);
    loops.start(
        name,
        LOOK.compareTo(every) < 0 ? LOOK : every,
        () -> {
          if (Instant.now().isAfter(next.get()) && check.isReady() && returned.isDone()) {
            work.run();
            next.set(Instant.now().plus(every));
          }
          return false;
        });
  }
}
