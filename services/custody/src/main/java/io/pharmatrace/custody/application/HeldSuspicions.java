package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.gs1.Epc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Holds what was found back until it is known whether the events that were stored stay so: what
 * follows from an event that is undone was never true. Of one thread.
 */
final class HeldSuspicions implements DoubtListener {
  /** A document in which more is suspicious is wrong as a whole; the first ones tell why. */
  private static final int MOST = 1_000;

  /** Units that are remembered: a document of more is not in memory as a whole. */
  private static final int MOST_CHANGED = 100_000;

  private final List<Suspicion> suspicions = new ArrayList<>();
  private final List<Suspicion> consequences = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Seen> seenByStored = new ArrayList<>();
  private final Set<Epc> changed = new HashSet<>();

  @Override
  public void hear(Handle transaction, Findings found) {
    found.suspicions().forEach(s -> hold(follows(s.unit()) ? consequences : suspicions, s));
    found.consequences().forEach(s -> hold(consequences, s));
    found.seen().forEach(s -> hold(follows(s.unit()) ? seenByStored : seen, s));
    found.seenByStored().forEach(s -> hold(seenByStored, s));
    add(found.changed());
  }

  /** With more units than are remembered, anything may follow from what was stored. */
  private boolean follows(Epc unit) {
    return changed.size() >= MOST_CHANGED || changed.contains(unit);
  }

  private void add(Collection<Epc> units) {
    units.stream().limit(Math.max(0, MOST_CHANGED - changed.size())).forEach(changed::add);
  }

  private static <T> void hold(List<T> held, T more) {
    if (held.size() < MOST) {
      held.add(more);
    }
  }

  /** Tells everything: what was stored stays so. */
  void tell(Handle transaction, Suspicions told) {
    held().tell(transaction, told);
  }

  /** Tells what holds also now that nothing is stored. */
  void tellOfRefused(Handle transaction, Suspicions told) {
    held().tellOfRefused(transaction, told);
  }

  /**
   * Tells what holds also now that nothing is stored.
   *
   * @param request what it was asked for by; asked for again it is not told again, though events
   *     that are made of it bear another time
   */
  void tellOfRefused(Handle transaction, Suspicions told, String request) {
    suspicions.replaceAll(s -> s.by(request));
    seen.replaceAll(s -> s.by(request));
    tellOfRefused(transaction, told);
  }

  private Findings held() {
    return new Findings(suspicions, consequences, seen, seenByStored, Set.of());
  }
}
