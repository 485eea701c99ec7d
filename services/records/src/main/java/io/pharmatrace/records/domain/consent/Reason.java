package io.pharmatrace.records.domain.consent;

import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reason of a decision.
 *
 * @param code what it is
 * @param consent which consent it is about; null when about none
 */
public record Reason(ReasonCode code, @Nullable UUID consent) implements Comparable<Reason> {
  private static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::code).thenComparing(reason -> String.valueOf(reason.consent()));

  /** By code, then by consent: a decision does not depend on the order in which consents came. */
  @Override
  public int compareTo(Reason other) {
    return ORDER.compare(this, other);
  }
}
