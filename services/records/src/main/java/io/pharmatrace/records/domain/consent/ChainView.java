package io.pharmatrace.records.domain.consent;

import io.pharmatrace.transparency.Bytes32;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What we know of the chain.
 *
 * @param blockTime time of the newest block that we saw
 * @param lookedAt when we last asked for it, by our clock
 * @param maxAge how old both may be
 * @param consents by key; a key that is not there was never changed
 */
public record ChainView(
    Instant blockTime, Instant lookedAt, Duration maxAge, Map<Bytes32, OnChain> consents) {
  /** How far clocks of validators may be ahead of ours. */
  public static final Duration AHEAD = Duration.ofSeconds(5);

  public ChainView {
    consents = Map.copyOf(consents);
  }

  /** Nothing was seen of the chain: its head is too old. */
  public static ChainView unseen(Duration maxAge) {
    return new ChainView(Instant.EPOCH, Instant.EPOCH, maxAge, Map.of());
  }

  /**
   * Whether a revocation may have happened that we do not know of: the newest block or our last
   * look is older than {@code maxAge}, or so far ahead of {@code now} that our clock cannot tell.
   */
  public boolean tooOld(Instant now) {
    return tooOld(blockTime, now) || tooOld(lookedAt, now);
  }

  private boolean tooOld(Instant seen, Instant now) {
    return seen.isBefore(now.minus(maxAge)) || seen.isAfter(now.plus(AHEAD));
  }
}
