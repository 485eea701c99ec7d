package io.pharmatrace.epcis;

import io.pharmatrace.epcis.write.JsonDocumentWriter;

/** The JSON-LD of a single event. The same event gives the same text. Thread-safe. */
public final class JsonLd {

  private JsonLd() {}

  /**
   * One event with its own {@code @context}: EPC URNs become Digital Link URIs, vocabulary is in
   * bare words, times keep their offset, fields without a value are left out.
   */
  public static String write(EpcisEvent event) {
    return JsonDocumentWriter.event(event, Spelling.DIGITAL_LINK);
  }

  /** One event, identifiers spelled as they were given. */
  public static String writeAsGiven(EpcisEvent event) {
    return JsonDocumentWriter.event(event, Spelling.AS_GIVEN);
  }
}
