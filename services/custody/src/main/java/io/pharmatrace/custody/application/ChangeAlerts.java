package io.pharmatrace.custody.application;

import io.pharmatrace.custody.PackChanges.Alert;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Audience;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Fate;
import io.pharmatrace.custody.Suspicions.Told;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.EventHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells what refused changes give cause to suspect, and remembers for their answers what became of
 * it, as far as who asked is told of it. Of one transaction.
 */
final class ChangeAlerts implements DoubtListener {
  private record Key(UUID organisation, String event) {}

  private final Suspicions suspicions;
  private final Map<Key, Alert> alerts = new HashMap<>();

  ChangeAlerts(Suspicions suspicions) {
    this.suspicions = suspicions;
  }

  @Override
  public void hear(Handle transaction, Findings found) {
    List<Suspicion> raised =
        Stream.concat(found.suspicions().stream(), found.consequences().stream()).toList();
    if (!raised.isEmpty()) {
      note(raised, suspicions.raise(transaction, raised));
    }
    List<Suspicions.Seen> seen =
        Stream.concat(found.seen().stream(), found.seenByStored().stream()).toList();
    if (!seen.isEmpty()) {
      suspicions.seen(transaction, seen);
    }
  }

  private void note(List<Suspicion> raised, List<Told> told) {
    for (int i = 0; i < told.size(); i++) {
      Suspicion suspicion = raised.get(i);
      @Nullable String event = suspicion.event();
      if (event != null && suspicion.audience() != Audience.OTHERS) {
        alerts.put(
            new Key(suspicion.seen().organisation(), event),
            new Alert(told.get(i).code().text(), told.get(i).fate() == Fate.RAISED));
      }
    }
  }

  /** What is told of a change that was refused; null when it is nothing to be alerted of. */
  @Nullable Alert of(Submission change, Refusal refusal) {
    @Nullable Alert alert =
        alerts.get(new Key(change.organisation(), EventHash.of(change.event()).hex()));
    return alert == null && refusal.reason() == Reason.REPEATED ? repeat() : alert;
  }

  /** The same again within a little while is no more than a warning. */
  static Alert repeat() {
    return new Alert(Code.ALREADY_SO.text(), false);
  }
}
