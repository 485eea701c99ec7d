package io.pharmatrace.records.domain.consent;

import io.pharmatrace.transparency.Bytes32;
import java.time.Instant;

/**
 * What ConsentRegistry says of a key.
 *
 * @param state of its newest change
 * @param version one more with each change
 * @param commitment to the document that was granted last
 * @param notAfter last instant of the grant
 */
public record OnChain(State state, long version, Bytes32 commitment, Instant notAfter) {
  /** What the newest change was. */
  public enum State {
    /** None yet. */
    NONE,
    ACTIVE,
    REVOKED
  }
}
