package io.pharmatrace.app;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.platform.Steps;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;

/**
 * Stops the process at a step: says so on standard output and never goes on, until somebody kills
 * it.
 */
@Singleton
@Replaces(Steps.None.class)
@Requires(property = CrashingSteps.PROPERTY)
final class CrashingSteps implements Steps {
  static final String PROPERTY = "crash.at";
  static final String SIGN = "STOPPED AT ";

  private final String at;

  CrashingSteps(@Value("${" + PROPERTY + "}") String at) {
    this.at = at;
  }

  @Override
  public void reached(String step) {
    if (step.equals(at)) {
      System.out.println(SIGN + step);
      System.out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
