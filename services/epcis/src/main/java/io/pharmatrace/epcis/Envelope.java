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
 * @param fields what stood beside header and body: JSON's id, sender, receiver and
 *     instanceIdentifier, and user fields
 * @param header what stood in the header besides master data: the standard business document header
 *     and user fields
 * @param masterData of header or query result
 * @param query of a query document
 */
public record Envelope(
    Kind kind,
    @Nullable String schemaVersion,
    @Nullable OffsetDateTime creationDate,
    List<Extension> fields,
    List<Extension> header,
    List<MasterData> masterData,
    @Nullable Query query) {

  /** What was read. */
  public enum Kind {
    DOCUMENT,
    QUERY_DOCUMENT,
    /** Master data alone; XML only: JSON says it in the header of a document without events. */
    MASTER_DATA_DOCUMENT,
    /** One event or a list of events without a document around it. */
    BARE_EVENT
  }

  /**
   * Which query a document answers.
   *
   * @param name of the query, if said
   * @param subscriptionId of the subscription, if said
   */
  public record Query(@Nullable String name, @Nullable String subscriptionId) {}

  public Envelope {
    Objects.requireNonNull(kind);
    fields = List.copyOf(fields);
    header = List.copyOf(header);
    masterData = List.copyOf(masterData);
  }

  /** The envelope of a document of our own. */
  public static Envelope document(OffsetDateTime creationDate) {
    return new Envelope(Kind.DOCUMENT, "2.0", creationDate, List.of(), List.of(), List.of(), null);
  }
}
