package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was taken as XML is larger and deeper as the JSON that is stored. One event that could not
 * be read back would stop every query and subscription that comes across it.
 */
class StoredDocumentTest {
  private static String document(String content) {
    return """
    <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:e="http://e.example"
        schemaVersion="2.0" creationDate="2026-11-20T08:00:00Z">
      <EPCISBody><EventList><ObjectEvent>
        <eventTime>2026-11-20T08:00:00Z</eventTime>
        <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
        <epcList><epc>urn:epc:id:sgtin:9521101.000002.A</epc></epcList>
        <action>OBSERVE</action>%s
      </ObjectEvent></EventList></EPCISBody>
    </epcis:EPCISDocument>
    """
        .formatted(content);
  }

  static Stream<Arguments> largest() {
    String transactions = "<bizTransaction type=\"po\">urn:x:1</bizTransaction>".repeat(99_000);
    return Stream.of(
        Arguments.of("deep lists", "<e:a/><e:a>".repeat(54) + "</e:a>".repeat(54)),
        Arguments.of(
            "many values", "<bizTransactionList>" + transactions + "</bizTransactionList>"),
        Arguments.of("quotes", ("<e:a>" + "\"".repeat(99_000) + "</e:a>").repeat(150)),
        Arguments.of(
            "many namespaces",
            IntStream.range(0, 5_000)
                .mapToObj("<x:b xmlns:x=\"urn:x:%d\"/>"::formatted)
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largest")
  void whatWasTakenCanBeReadBack(String what, String content) throws IOException {
    EpcisEvent taken = event(new EpcisReader(), document(content));

    EpcisEvent stored = event(new EpcisReader(ReadLimits.WRITTEN), CanonicalDocument.of(taken));

    assertThat(EventHash.of(stored)).isEqualTo(EventHash.of(taken));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "0.1",
        "9007199254740992",
        "12345678901234567890",
        "0.12345678901234567",
        "1e300",
        "3.14159265358979",
        "-4.50",
      })
  void aNumberIsKeptExactlyOrRefused(String number) throws IOException {
    EpcisEvent taken =
        event(
            new EpcisReader(),
            document(
                "<e:n xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xsd:decimal\">"
                    + number
                    + "</e:n>"));
    EpcisEvent json = event(new EpcisReader(), withNumber(number));
    for (EpcisEvent each : List.of(taken, json)) {
      boolean refused = false;
      try {
        ExactNumbers.require(each);
      } catch (Unusable e) {
        refused = true;
      }
      EpcisEvent stored = event(new EpcisReader(ReadLimits.WRITTEN), CanonicalDocument.of(each));
      assertThat(EventHash.of(stored).equals(EventHash.of(each))).isEqualTo(!refused);
    }
  }

  private static String withNumber(String number) {
    return """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                      {"e": "http://e.example/"}],
         "type": "ObjectEvent", "eventTime": "2026-11-20T08:00:00Z",
         "eventTimeZoneOffset": "+00:00", "action": "OBSERVE",
         "epcList": ["https://id.gs1.org/01/09521101000023/21/A"], "e:n": %s}"""
        .formatted(number);
  }

  private static EpcisEvent event(EpcisReader reader, String document) throws IOException {
    ReadResult result = reader.read(new ByteArrayInputStream(document.getBytes(UTF_8)));
    assertThat(result).as("%.500s", result).isInstanceOf(ReadResult.Valid.class);
    return ((ReadResult.Valid) result).document().events().getFirst();
  }
}
