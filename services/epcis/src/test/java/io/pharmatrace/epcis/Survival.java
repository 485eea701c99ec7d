package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** An event goes through a syntax and comes back saying the same, with the same hash. */
final class Survival {
  static final String CONTEXT =
      """
      ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
       {"own": "https://own.example/ns/", "odd": "urn:odd:names:"}]""";

  private Survival() {}

  /** A bare event of a type, with the given members besides those that each must have. */
  static String event(String type, String fields) {
    return """
        {"@context": %s, "type": "%s", "eventTime": "2026-05-01T08:00:00.5+02:00",
         "eventTimeZoneOffset": "+02:00", %s}
        """
        .formatted(CONTEXT, type, fields);
  }

  /** Every event in every syntax: one case each. */
  static Stream<DynamicTest> of(String type, String... fields) {
    return Stream.of(fields)
        .flatMap(
            members ->
                Stream.of(Syntax.values())
                    .map(
                        syntax ->
                            DynamicTest.dynamicTest(
                                syntax + " " + members.strip(),
                                () -> through(syntax, event(type, members)))));
  }

  /** Reads, writes, and reads again, alone and in a document. */
  static EpcisEvent through(Syntax syntax, String json) throws IOException {
    EpcisEvent event = Reading.events(json).getFirst();
    EpcisEvent inDocument = Reading.events(document(syntax, event)).getFirst();
    EpcisEvent alone =
        Reading.events(
                syntax == Syntax.JSON_LD_2_0
                    ? JsonLd.writeAsGiven(event)
                    : EpcisXml.write(event, syntax))
            .getFirst();
    for (EpcisEvent back : List.of(inDocument, alone)) {
      assertThat(JsonLd.writeAsGiven(back)).isEqualTo(JsonLd.writeAsGiven(event));
      assertThat(EventHash.of(back)).isEqualTo(EventHash.of(event));
    }
    return inDocument;
  }

  /** A document of one event. */
  static String document(Syntax syntax, EpcisEvent event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Envelope envelope = Envelope.document(OffsetDateTime.parse("2026-05-01T10:00:00Z"));
    EpcisWriter.write(new EpcisDocument(envelope, List.of(event)), syntax, Spelling.AS_GIVEN, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
