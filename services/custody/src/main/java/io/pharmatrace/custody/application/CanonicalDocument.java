package io.pharmatrace.custody.application;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.JsonLd;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The document of an event: its JSON-LD in the canonical form of JCS (RFC 8785). Its bytes are what
 * the log binds, so they are made once and stored.
 */
final class CanonicalDocument {
  private CanonicalDocument() {}

  /** The document of an event, also of one that arrived as XML. */
  static String of(EpcisEvent event) {
    try {
      return new JsonCanonicalizer(JsonLd.write(event)).getEncodedString();
    } catch (IOException e) {
      throw new UncheckedIOException("our own JSON is well-formed", e);
    }
  }
}
