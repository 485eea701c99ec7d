package io.pharmatrace.launcher.part;

import io.pharmatrace.process.Progress;
import java.nio.file.Path;

/** One thing that must run for PharmaTrace to work. Each call may be repeated at will. */
public interface Part {
  /** One lower-case word, as in "kafka": the name of its log and what a person types. */
  String name();

  /** Where it prints what it does. */
  Path log();

  /**
   * Starts the part and returns when it is of use. Changes nothing when it is already.
   *
   * @param progress told what is done and what is being waited for
   * @throws io.pharmatrace.launcher.Failure when it cannot start; says why and what to do
   * @throws io.pharmatrace.process.ProcessFailedException when it ended while starting
   * @throws io.pharmatrace.process.DeadlineExceededException when it took too long
   */
  void start(Progress progress);

  /**
   * Stops the part: politely first, by force when that takes too long. Changes nothing when it does
   * not run.
   *
   * @param progress told what is done and what is being waited for
   */
  void stop(Progress progress);

  /**
   * Whether a process of it ended without being stopped. Looks at processes only, so it is cheap.
   */
  boolean died();

  /** Looks at the part once, for at most some seconds. Never throws for a part that is ill. */
  PartHealth health();

  /**
   * Looks at the part, and a second time when it runs but seems ill: on a busy machine an answer
   * may come late once.
   */
  default PartHealth examine() {
    PartHealth first = health();
    return first.state() == PartHealth.State.UNHEALTHY ? health() : first;
  }
}
