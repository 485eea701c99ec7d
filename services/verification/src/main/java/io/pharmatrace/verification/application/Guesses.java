package io.pharmatrace.verification.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.limit.Buckets;
import io.pharmatrace.platform.limit.Buckets.Rate;
import io.pharmatrace.platform.limit.Buckets.Taken;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.verification.domain.PackFacts;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps organisations from finding serial numbers by guessing. A guess may hit with a probability
 * of 1 in 10,000 at the most (EU 2016/161 article 4), so that 100 unknown serial numbers an hour
 * find less than one pack in four days. Who has used up its guesses gets no answer about any pack
 * that it neither holds nor is sent, known or not: answering for the known ones would be telling.
 * About its own packs it is always answered, and that a number is one of a case. A single user or
 * device may make half as many guesses. Each process counts for itself. Thread-safe.
 */
@Singleton
public class Guesses {
  private final Buckets organisations;
  private final Buckets callers;

  Guesses(
      @Value("${pharmatrace.limits.unknown.per-hour:100}") long perHour,
      @Value("${pharmatrace.limits.unknown.burst:1000}") long burst,
      @Value("${pharmatrace.limits.unknown.caller.per-hour:50}") long perHourAndCaller,
      @Value("${pharmatrace.limits.unknown.caller.burst:500}") long callerBurst) {
    this.organisations = new Buckets(new Rate(burst, perHour, Duration.ofHours(1)));
    this.callers = new Buckets(new Rate(callerBurst, perHourAndCaller, Duration.ofHours(1)));
  }

  /**
   * Counts an answer about a pack, before it is given.
   *
   * @throws ApiException too-many-requests, in the same words whether the pack is known or not
   */
  public void check(Caller caller, PackFacts facts) {
    PackFacts.@Nullable Pack pack = facts.pack();
    boolean own =
        pack != null
            && (caller.organisation().equals(pack.custodian())
                || caller.organisation().equals(pack.inTransitTo()));
    // Of a case nothing is told, whether it exists or not.
    if (own || facts.isCase() || caller.is(Role.REGULATOR)) {
      return;
    }
    Taken taken = pack == null ? take(caller) : look(caller);
    if (!taken.taken()) {
      throw ApiException.tooManyRequests(
          "You or your organisation asked for too many serial numbers that are unknown; until then"
              + " you are answered about packs of your organisation only.",
          taken.retryAfter());
    }
  }

  /** Counts an answer that may tell of a pack by way of a hint; false when it may not be given. */
  public boolean mayHint(Caller caller) {
    return caller.is(Role.REGULATOR) || take(caller).taken();
  }

  private Taken take(Caller caller) {
    // First the caller's own, so that one broken scanner does not stop its organisation.
    Taken own = callers.take(name(caller));
    return own.taken() ? organisations.take(organisation(caller)) : own;
  }

  private Taken look(Caller caller) {
    Taken own = callers.look(name(caller));
    return own.taken() ? organisations.look(organisation(caller)) : own;
  }

  private static String name(Caller caller) {
    return organisation(caller) + (caller.device() ? " device " : " user ") + caller.user();
  }

  private static String organisation(Caller caller) {
    return caller.organisation().toString();
  }
}
