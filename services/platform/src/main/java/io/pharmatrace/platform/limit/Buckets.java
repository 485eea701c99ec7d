package io.pharmatrace.platform.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Token buckets by name: each holds so many tokens, and is filled again evenly. In memory, at most
 * {@value #MOST} of them; each process counts for itself. A bucket that nobody has used until it is
 * full again is forgotten. Thread-safe, without locks; well below a microsecond.
 */
public final class Buckets {
  private static final int MOST = 100_000;

  private final Rate rate;
  private final LoadingCache<String, Bucket> buckets;

  /**
   * How much there is.
   *
   * @param burst tokens of a full bucket, at least 1
   * @param refill how many come back in {@code period}, at least 1
   */
  public record Rate(long burst, long refill, Duration period) {
    public Rate {
      if (burst < 1 || refill < 1 || !period.isPositive()) {
        throw new IllegalArgumentException("A rate has a burst, a refill and a period.");
      }
    }

    /** How long an empty bucket takes until it is full. */
    public Duration whole() {
      return Duration.ofSeconds(Math.ceilDiv(period.toSeconds() * burst, refill));
    }
  }

  /**
   * What became of taking a token.
   *
   * @param taken whether there was one
   * @param left how many are left
   * @param retryAfter how long to wait for the next; zero when there was one
   */
  public record Taken(boolean taken, long left, Duration retryAfter) {}

  /** Buckets that are full at first. */
  public Buckets(Rate rate) {
    this.rate = rate;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(rate.whole().plusSeconds(1))
            .build(_ -> full(rate));
  }

  private static Bucket full(Rate rate) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.period()))
        .build();
  }

  /** How much each holds. */
  public Rate rate() {
    return rate;
  }

  /** Takes a token if there is one. */
  public Taken take(String name) {
    ConsumptionProbe probe = buckets.get(name).tryConsumeAndReturnRemaining(1);
    return new Taken(
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** What taking a token would give, taking none. */
  public Taken look(String name) {
    var probe = buckets.get(name).estimateAbilityToConsume(1);
    return new Taken(
        probe.canBeConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
