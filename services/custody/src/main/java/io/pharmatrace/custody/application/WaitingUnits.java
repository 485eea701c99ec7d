package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units about which a scan waits, so that what happened to them later is not applied before it: a
 * pallet is not shipped while the packing of a case onto it waits. Only scans of the same
 * organisation wait for each other; nobody can hold up another. Lives in one transaction.
 */
final class WaitingUnits {
  private record Key(UUID organisation, String unit) {}

  private final Map<Key, OffsetDateTime> since = new HashMap<>();

  /** Notes that a scan of that time waits. */
  void add(UUID organisation, OffsetDateTime time, Collection<String> units) {
    for (String unit : units) {
      since.merge(new Key(organisation, unit), time, (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  void add(Submission submission, Collection<Epc> units) {
    add(
        submission.organisation(),
        submission.event().eventTime(),
        units.stream().map(Epc::digitalLink).toList());
  }

  /**
   * Why an event has to wait for an earlier one. What brings a unit here waits for nothing:
   * whatever waits about the unit waits for it.
   */
  Optional<Refusal> behind(Submission submission, Meaning meaning) {
    return meaning instanceof Meaning.Understood understood
            && !(understood.action() instanceof CustodyAction.Commission)
            && !(understood.action() instanceof CustodyAction.Receive)
            && isBehind(
                submission.organisation(),
                submission.event().eventTime(),
                understood.action().units())
        ? Optional.of(
            new Refusal(Reason.WAITS_BEHIND, "An earlier scan about the same unit still waits."))
        : Optional.empty();
  }

  /** Whether a scan of the organisation about one of the units waits that is of an earlier time. */
  boolean isBehind(UUID organisation, OffsetDateTime time, Collection<Epc> units) {
    for (Epc unit : units) {
      @Nullable OffsetDateTime earlier = since.get(new Key(organisation, unit.digitalLink()));
      if (earlier != null && earlier.isBefore(time)) {
        return true;
      }
    }
    return false;
  }
}
