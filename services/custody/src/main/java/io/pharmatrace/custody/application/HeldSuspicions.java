package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicions;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Holds suspicions back until it is known whether what raised them is undone: they stay. Of one
 * thread.
 */
final class HeldSuspicions implements Suspicions {
  /** A document in which more is suspicious is wrong as a whole; the first ones tell why. */
  private static final int MOST = 1_000;

  private final List<Suspicion> suspicions = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  @Override
  public void raise(Handle transaction, List<Suspicion> more) {
    hold(suspicions, more);
  }

  @Override
  public void seen(Handle transaction, List<Seen> more) {
    hold(seen, more);
  }

  private static <T> void hold(List<T> held, List<T> more) {
    more.stream().limit(Math.max(0, MOST - held.size())).forEach(held::add);
  }

  /** Tells what was held. */
  void tell(Handle transaction, Suspicions listener) {
    listener.raise(transaction, suspicions);
    listener.seen(transaction, seen);
  }
}
