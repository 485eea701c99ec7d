package io.pharmatrace.epcis;

import io.pharmatrace.epcis.write.JsonDocumentWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** Writes JSON-LD of EPCIS 2.0. The same event gives the same bytes. Thread-safe. */
public final class JsonLd {

  private static final JsonDocumentWriter CANONICAL =
      new JsonDocumentWriter(
          uri -> uri.startsWith("urn:epc:") ? new Identifier(uri).canonical() : uri);
  private static final JsonDocumentWriter AS_GIVEN =
      new JsonDocumentWriter(UnaryOperator.identity());

  private JsonLd() {}

  /**
   * One event with its own {@code @context}: EPC URNs become Digital Link URIs, vocabulary is in
   * bare words, times keep their offset, fields without a value are left out.
   */
  public static String write(EpcisEvent event) {
    return CANONICAL.event(event);
  }

  /** One event, identifiers spelled as they were given. */
  public static String writeAsGiven(EpcisEvent event) {
    return AS_GIVEN.event(event);
  }

  /**
   * A document in UTF-8, EPC URNs as Digital Link URIs. Does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public static void write(EpcisDocument document, OutputStream to) throws IOException {
    CANONICAL.document(document, to);
  }

  /**
   * A document in UTF-8, identifiers spelled as they were given. Does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public static void writeAsGiven(EpcisDocument document, OutputStream to) throws IOException {
    AS_GIVEN.document(document, to);
  }
}
