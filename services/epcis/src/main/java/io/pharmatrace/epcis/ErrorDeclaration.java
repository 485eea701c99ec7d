package io.pharmatrace.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that an earlier event with the same content was wrong (EPCIS 2.0 section 7.4.1.4). The event
 * hash ignores it, so the two events have the same hash.
 *
 * @param declarationTime when the error was declared
 * @param reason did not occur, incorrect data, or a user's own
 * @param correctiveEventIds the events that say what is right
 * @param extensions fields of other namespaces
 */
public record ErrorDeclaration(
    OffsetDateTime declarationTime,
    @Nullable Term reason,
    List<Identifier> correctiveEventIds,
    List<Extension> extensions) {
  public ErrorDeclaration {
    Objects.requireNonNull(declarationTime);
    correctiveEventIds = List.copyOf(correctiveEventIds);
    extensions = List.copyOf(extensions);
  }
}
