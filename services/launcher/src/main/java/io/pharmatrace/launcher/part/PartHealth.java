package io.pharmatrace.launcher.part;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was seen of a part.
 *
 * @param name of the part
 * @param state whether it runs and is of use
 * @param pid its process, when it runs
 * @param port where it listens on the loopback address, when it was ever given one
 * @param software what it calls itself, as in "PostgreSQL 17.11"; known when it answers
 * @param reason what is wrong, without a full stop; empty when healthy
 * @param cure what to do, as a whole sentence; empty when healthy
 */
public record PartHealth(
    String name,
    State state,
    OptionalLong pid,
    OptionalInt port,
    Optional<String> software,
    Optional<String> reason,
    Optional<String> cure) {
  /** Whether a part runs and is of use. */
  public enum State {
    /** Runs and answers. */
    HEALTHY,
    /** Runs, but something is wrong with it. */
    UNHEALTHY,
    /** Does not run. */
    STOPPED
  }

  /** Checks that an ill part says why and what to do, and a healthy one has no such thing. */
  public PartHealth {
    boolean ill = state != State.HEALTHY;
    if (ill != reason.isPresent() || ill != cure.isPresent()) {
      throw new IllegalArgumentException(name + " is " + state + ": " + reason + ", " + cure);
    }
  }

  /** Whether it runs and answers. */
  public boolean isHealthy() {
    return state == State.HEALTHY;
  }

  /** A part that runs and answers. */
  public static PartHealth healthy(String name, long pid, OptionalInt port, String software) {
    return new PartHealth(
        name,
        State.HEALTHY,
        OptionalLong.of(pid),
        port,
        Optional.of(software),
        Optional.empty(),
        Optional.empty());
  }

  /** A part that runs but is of no use. */
  public static PartHealth unhealthy(
      String name, long pid, OptionalInt port, String reason, String cure) {
    return new PartHealth(
        name,
        State.UNHEALTHY,
        OptionalLong.of(pid),
        port,
        Optional.empty(),
        Optional.of(reason),
        Optional.of(cure));
  }

  /** A part that does not run. */
  public static PartHealth stopped(String name, OptionalInt port, String reason) {
    return new PartHealth(
        name,
        State.STOPPED,
        OptionalLong.empty(),
        port,
        Optional.empty(),
        Optional.of(reason),
        Optional.of("Run ./pharmatrace up, unless a running supervisor starts it within seconds."));
  }
}
