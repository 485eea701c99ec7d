package io.pharmatrace.custody.adapter.in;

import io.micronaut.context.annotation.Context;
import io.pharmatrace.custody.application.seals.SealDeriver;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;

/** Lets seals follow custody. */
@Context
final class SealLoops {
  private final Loops loops;
  private final SealDeriver deriver;

  SealLoops(Loops loops, SealDeriver deriver) {
    this.loops = loops;
    this.deriver = deriver;
  }

  @PostConstruct
  void start() {
    loops.start("seals", Duration.ofSeconds(1), deriver::deriveNext);
  }
}
