package io.pharmatrace.records.domain;

import io.pharmatrace.transparency.Bytes32;
import java.util.Optional;
import java.util.UUID;

/**
 * What the author of a document binds it to by the signature.
 *
 * @param record random id
 * @param version from 1, without gaps
 * @param person whose it is; random id
 * @param previous commitment of the version before; empty for the first one
 */
public record RecordVersion(
    UUID record, int version, UUID person, Optional<Bytes32> previous, RecordFacts facts) {
  public RecordVersion {
    if (version < 1 || (version == 1) != previous.isEmpty()) {
      throw new IllegalArgumentException("versions begin with 1; each other one has a previous");
    }
  }
}
