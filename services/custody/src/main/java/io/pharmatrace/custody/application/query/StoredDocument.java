package io.pharmatrace.custody.application.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.Format;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads events as they are stored: JSON-LD in the canonical form of JCS (RFC 8785). */
public final class StoredDocument {
  private static final EpcisReader READER = new EpcisReader(ReadLimits.WRITTEN);

  private StoredDocument() {}

  /** The event of a document. */
  public static EpcisEvent read(String document) {
    try {
      return switch (READER.read(new ByteArrayInputStream(document.getBytes(UTF_8)), Format.JSON)) {
        case ReadResult.Valid(var events) -> events.events().getFirst();
        case ReadResult.Invalid(var problems) ->
            throw new UnreadableEvent("a stored event is no longer understood: " + problems);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }
}
