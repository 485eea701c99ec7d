package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash values published with the reference implementation; the file names its source. */
@Feature(standard = Standard.CBV, section = "8.9", name = "Event hash: published values")
class PublishedHashTest {

  static List<Arguments> cases() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            PublishedHashTest.class.getResourceAsStream("/published-event-hashes.json"))) {
      for (JsonNode item : new ObjectMapper().readTree(in).get("cases")) {
        cases.add(
            Arguments.of(
                item.get("example").asText(),
                item.get("event").toString(),
                item.get("hash").asText()));
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void eventHasThePublishedHashInJsonAndXml(String example, String json, String hash) {
    EpcisEvent event = Reading.events(json).getFirst();

    assertThat(EventHash.of(event).ni()).isEqualTo(hash);
    for (Syntax syntax : List.of(Syntax.XML_2_0, Syntax.XML_1_2)) {
      assertThat(Reading.events(EpcisXml.write(event, syntax)))
          .extracting(e -> EventHash.of(e).ni())
          .containsExactly(hash);
    }
    assertThat(Reading.events(JsonLd.write(event)))
        .extracting(e -> EventHash.of(e).ni())
        .containsExactly(hash);
  }
}
