package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What CustodyLedger would have recorded; like it, it lets nobody close a slot twice. */
public final class Chain implements ProvenChain {
  public static final String PREFIX = "952110";

  private final Map<Bytes32, List<Recorded>> recorded = new HashMap<>();
  private final List<Recorded> all = new ArrayList<>();
  private final Map<List<Bytes32>, BigInteger> closed = new HashMap<>();
  private final Map<Bytes32, String> prefixes = new HashMap<>();
  private Instant now = Instant.parse("2026-11-22T08:00:00Z");

  public void record(Commitment commitment) {
    for (Closure closure : commitment.closures()) {
      BigInteger before = closed(commitment.organisation(), closure.seal());
      if (before.and(closure.slots().bits()).signum() != 0) {
        throw new IllegalStateException("SlotsAlreadyClosed");
      }
      closed.put(
          List.of(commitment.organisation(), closure.seal()), before.or(closure.slots().bits()));
    }
    all.add(new Recorded(commitment, now));
    recorded
        .computeIfAbsent(commitment.organisation(), o -> new ArrayList<>())
        .add(new Recorded(commitment, now));
  }

  /** Everything, in its order. */
  public List<Recorded> all() {
    return List.copyOf(all);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public void grant(Bytes32 organisation, String companyPrefix) {
    prefixes.put(organisation, companyPrefix);
  }

  @Override
  public Optional<Recorded> commitment(Bytes32 organisation, long sequence) {
    List<Recorded> all = recorded.getOrDefault(organisation, List.of());
    return sequence >= 1 && sequence <= all.size()
        ? Optional.of(all.get((int) sequence - 1))
        : Optional.empty();
  }

  @Override
  public BigInteger closed(Bytes32 organisation, Bytes32 seal) {
    return closed.getOrDefault(List.of(organisation, seal), BigInteger.ZERO);
  }

  @Override
  public boolean mayCommission(Bytes32 organisation, String companyPrefix) {
    return companyPrefix.equals(prefixes.get(organisation));
  }
}
