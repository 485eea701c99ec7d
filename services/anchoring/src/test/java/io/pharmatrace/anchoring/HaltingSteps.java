package io.pharmatrace.anchoring;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.platform.Steps;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;

/**
 * Stops an installation in its tracks: from the given step on, whoever reaches a step waits for
 * ever, as if the process had died there.
 */
@Singleton
@Replaces(Steps.None.class)
@Requires(property = HaltingSteps.PROPERTY)
public final class HaltingSteps implements Steps {
  static final String PROPERTY = "test.halt-at";

  private final String haltAt;
  private final CountDownLatch halted = new CountDownLatch(1);

  HaltingSteps(@Value("${" + PROPERTY + "}") String haltAt) {
    this.haltAt = haltAt;
  }

  /** Whether the step was reached. */
  public boolean isHalted() {
    return halted.getCount() == 0;
  }

  @Override
  public void reached(String step) {
    if (step.equals(haltAt)) {
      halted.countDown();
    }
    if (isHalted()) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        throw new IllegalStateException("halted at " + haltAt, e);
      }
    }
  }
}
