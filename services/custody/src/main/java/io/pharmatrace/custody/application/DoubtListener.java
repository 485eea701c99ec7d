package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.gs1.Epc;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Hears what events that were captured together give cause to suspect. */
interface DoubtListener {
  /**
   * What was found. Kept apart is what holds only if the events that are stored stay so.
   *
   * @param suspicions raised by refused events about units that no stored event changed before
   * @param consequences raised by refused events about units, or what is in units, that one did;
   *     and by stored events
   * @param seen by refused events, under the same condition
   * @param seenByStored by stored events, and by refused ones as a consequence
   * @param changed units that stored events may have changed
   */
  record Findings(
      List<Suspicion> suspicions,
      List<Suspicion> consequences,
      List<Seen> seen,
      List<Seen> seenByStored,
      Set<Epc> changed) {
    public Findings {
      suspicions = List.copyOf(suspicions);
      consequences = List.copyOf(consequences);
      seen = List.copyOf(seen);
      seenByStored = List.copyOf(seenByStored);
      changed = Set.copyOf(changed);
    }

    /** Tells everything. */
    void tell(Handle transaction, Suspicions told) {
      tell(
          transaction,
          told,
          Stream.concat(suspicions.stream(), consequences.stream()).toList(),
          Stream.concat(seen.stream(), seenByStored.stream()).toList());
    }

    /** Tells what holds also when nothing is stored. */
    void tellOfRefused(Handle transaction, Suspicions told) {
      tell(transaction, told, suspicions, seen);
    }

    private static void tell(
        Handle transaction, Suspicions told, List<Suspicion> suspicions, List<Seen> seen) {
      if (!suspicions.isEmpty()) {
        told.raise(transaction, suspicions);
      }
      if (!seen.isEmpty()) {
        told.seen(transaction, seen);
      }
    }
  }

  /** Hears what was found, in the transaction in which it was. */
  void hear(Handle transaction, Findings findings);

  /** One that tells everything at once. */
  static DoubtListener of(Suspicions suspicions) {
    return (transaction, findings) -> findings.tell(transaction, suspicions);
  }
}
