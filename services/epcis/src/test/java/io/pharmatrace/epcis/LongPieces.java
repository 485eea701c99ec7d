package io.pharmatrace.epcis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Reads documents in which one piece alone is larger than the heap; started with a small one. */
final class LongPieces {
  private static final int SIZE = 64 << 20;

  private record Document(String name, String start, ProblemCode expected) {}

  private static final String EVENT = "<ObjectEvent><eventTime>2026-05-01T08:00:00Z</eventTime>";
  private static final String LIST =
      "<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:2' schemaVersion='2.0'"
          + " creationDate='2026-05-01T08:00:00Z'><EPCISBody>";

  private static final List<Document> DOCUMENTS =
      List.of(
          new Document("comment", "<!--", ProblemCode.LIMIT_TEXT),
          new Document("comment inside", EVENT + "<!--", ProblemCode.LIMIT_TEXT),
          new Document("instruction", "<?x ", ProblemCode.LIMIT_TEXT),
          new Document("document type", "<!DOCTYPE a [<!--", ProblemCode.LIMIT_TEXT),
          new Document("attribute", "<ObjectEvent a='", ProblemCode.LIMIT_TEXT),
          new Document("attribute outside", LIST + "<EventList a='", ProblemCode.LIMIT_TEXT),
          new Document("name", "<x", ProblemCode.NOT_WELL_FORMED),
          new Document("text", EVENT + "<action>", ProblemCode.LIMIT_EVENT_SIZE),
          new Document("section", EVENT + "<action><![CDATA[", ProblemCode.LIMIT_TEXT),
          new Document("section outside", LIST + "<![CDATA[", ProblemCode.LIMIT_TEXT),
          new Document("JSON text", "{\"a\":\"", ProblemCode.LIMIT_EVENT_SIZE),
          new Document("JSON name", "{\"", ProblemCode.LIMIT_EVENT_SIZE),
          new Document("JSON number", "{\"a\":", ProblemCode.NOT_WELL_FORMED));

  private LongPieces() {}

  /** What must be printed. */
  static List<String> expected() {
    return DOCUMENTS.stream().map(d -> d.name + ": " + d.expected).toList();
  }

  /** Prints the first problem of each document. */
  public static void main(String[] arguments) throws IOException {
    for (Document document : DOCUMENTS) {
      ReadResult result = new EpcisReader().read(content(document.start));
      System.out.println(
          document.name
              + ": "
              + (result instanceof ReadResult.Invalid(var problems)
                  ? problems.getFirst().code()
                  : "valid"));
    }
  }

  private static InputStream content(String start) {
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    List<InputStream> blocks =
        Collections.nCopies(SIZE / block.length, block).stream()
            .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
            .toList();
    return new SequenceInputStream(
        new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)),
        new SequenceInputStream(Collections.enumeration(blocks)));
  }
}
