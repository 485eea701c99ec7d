package io.pharmatrace.records.application;

import io.pharmatrace.records.domain.consent.Purpose;
import io.pharmatrace.records.domain.consent.Ref;
import io.pharmatrace.records.domain.consent.Relation;
import io.pharmatrace.records.domain.consent.Requester;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a record, and why; all of it checked before.
 *
 * @param reader by whose key it is to be opened: an organisation or a person that the requester is
 * @param purpose as stated; null when it was not
 * @param relation to the person whose record it is
 * @param breakGlassReason in the caller's words; null when the glass is not broken
 */
public record Asking(
    Requester requester,
    UUID reader,
    @Nullable Purpose purpose,
    Relation relation,
    @Nullable String breakGlassReason) {
  public Asking {
    if (!requester.refs().contains(new Ref("Organization/" + reader))
        && !requester.refs().contains(new Ref("Patient/" + reader))) {
      throw new IllegalArgumentException("nobody reads by the key of somebody else");
    }
  }

  /** Whether the reader is a person, whose private key is not here. */
  boolean byPerson() {
    return requester.refs().contains(new Ref("Patient/" + reader));
  }
}
