package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.records.domain.RecordFacts;
import java.util.UUID;

/**
 * A document to be signed and sealed.
 *
 * @param facts what is said of it in the clear
 * @param author organisation that signs it
 * @param document its canonical bytes, which are UTF-8; signed as they are, never written again
 */
public record NewDocument(RecordFacts facts, UUID author, String document) {
  public NewDocument {
    byte[] bytes = document.getBytes(UTF_8);
    if (bytes.length > SealedRecord.MAX_DOCUMENT) {
      throw new IllegalArgumentException("a document has at most 1 MiB: store the rest beside it");
    }
    if (!new String(bytes, UTF_8).equals(document)) {
      throw new IllegalArgumentException("the text has half a character, which UTF-8 cannot hold");
    }
  }

  /** Tells nothing of the document. */
  @Override
  public String toString() {
    return "NewDocument[" + facts.type() + "]";
  }
}
