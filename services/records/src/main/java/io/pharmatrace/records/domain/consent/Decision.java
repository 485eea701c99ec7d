package io.pharmatrace.records.domain.consent;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Whether something may be done, and why. What the caller is told of a denial is that nothing is
 * there; the reasons are for audit and the person.
 *
 * @param outcome permitted or denied
 * @param obligations to be met with a permitted access; empty for a denied one
 * @param reasons at least one; the first one decided
 * @param consents which consents decided, if any did
 */
public record Decision(
    Outcome outcome, Set<Obligation> obligations, List<Reason> reasons, Set<UUID> consents) {
  /** Permitted or denied; there is nothing in between. */
  public enum Outcome {
    PERMIT,
    DENY
  }

  public Decision {
    obligations = Set.copyOf(obligations);
    reasons = List.copyOf(reasons);
    consents = Set.copyOf(consents);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("a decision has a reason");
    }
    if (outcome == Outcome.DENY && !obligations.isEmpty()) {
      throw new IllegalArgumentException("nothing has to be done with what is denied");
    }
  }

  /** What decided. */
  public ReasonCode decidedBy() {
    return reasons.getFirst().code();
  }
}
