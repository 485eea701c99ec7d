package io.pharmatrace.custody.adapter.in;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.seals.SealCheck;
import io.pharmatrace.custody.application.seals.SealDeriver;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;

/** Lets seals follow custody, and compares the two at every start and each hour. */
@Context
final class SealLoops {
  private final Loops loops;
  private final SealDeriver deriver;
  private final SealCheck check;
  private final Duration every;

  SealLoops(
      Loops loops,
      SealDeriver deriver,
      SealCheck check,
      @Value("${pharmatrace.custody.seal-check:1h}") Duration every) {
    this.loops = loops;
    this.deriver = deriver;
    this.check = check;
    this.every = every;
  }

  @PostConstruct
  void start() {
    loops.start("seals", Duration.ofSeconds(1), deriver::deriveNext);
    loops.start(
        "seal-check",
        every,
        () -> {
          check.run();
          return false;
        });
  }
}
