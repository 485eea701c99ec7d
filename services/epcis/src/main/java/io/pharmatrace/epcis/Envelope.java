package io.pharmatrace.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the events of a document.
 *
 * @param kind what was read
 * @param schemaVersion as given, {@code 1.2} or {@code 2.0}; null for a bare event
 * @param creationDate when the document was made, if said
 * @param header the header's fields as they stood: sender and receiver, master data, user fields
 * @param queryName of a query document, if said
 * @param subscriptionId of a query document, if said
 */
public record Envelope(
    Kind kind,
    @Nullable String schemaVersion,
    @Nullable OffsetDateTime creationDate,
    List<Extension> header,
    @Nullable String queryName,
    @Nullable String subscriptionId) {

  /** What was read. */
  public enum Kind {
    DOCUMENT,
    QUERY_DOCUMENT,
    BARE_EVENT
  }

  public Envelope {
    Objects.requireNonNull(kind);
    header = List.copyOf(header);
  }

  /** The envelope of a document of our own. */
  public static Envelope document(OffsetDateTime creationDate) {
    return new Envelope(Kind.DOCUMENT, "2.0", creationDate, List.of(), null, null);
  }
}
