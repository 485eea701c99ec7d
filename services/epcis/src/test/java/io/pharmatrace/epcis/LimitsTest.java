package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is just allowed is read; one more has the code of its limit and a message with the limit.
 */
@Feature(
    standard = Standard.EPCIS,
    section = "8",
    name = "Limits of size, depth, number of events and values")
class LimitsTest {
  private static final ReadLimits LIMITS = new ReadLimits(4_000, 20, 3, 60, 500, 50);

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of(
            ProblemCode.LIMIT_SIZE, "4000", json(1, "x", 1), json(1, "x", 1) + " ".repeat(4_000)),
        Arguments.of(
            ProblemCode.LIMIT_SIZE, "4000", xml(1, "x"), xml(1, "x" + "<!-- -->".repeat(500))),
        Arguments.of(ProblemCode.LIMIT_DEPTH, "20", json(1, "x", 17), json(1, "x", 18)),
        Arguments.of(ProblemCode.LIMIT_DEPTH, "20", xml(1, nested(15)), xml(1, nested(16))),
        Arguments.of(ProblemCode.LIMIT_EVENTS, "3", json(3, "x", 1), json(4, "x", 1)),
        Arguments.of(ProblemCode.LIMIT_EVENTS, "3", xml(3, "x"), xml(4, "x")),
        Arguments.of(
            ProblemCode.LIMIT_EVENT_SIZE,
            "60",
            xml(1, "<own:f/>".repeat(50)),
            xml(1, "<own:f/>".repeat(60))),
        Arguments.of(
            ProblemCode.LIMIT_EVENT_SIZE,
            "500",
            json(1, "y".repeat(500), 1),
            json(1, "y".repeat(501), 1)),
        Arguments.of(
            ProblemCode.LIMIT_EVENT_SIZE, "500", xml(1, "y".repeat(500)), xml(1, "y".repeat(501))));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void oneMoreIsTooMuch(ProblemCode code, String limit, String allowed, String tooMuch) {
    assertThat(Reading.read(allowed, LIMITS)).isInstanceOf(ReadResult.Valid.class);

    assertThat(Reading.read(tooMuch, LIMITS))
        .isInstanceOfSatisfying(
            ReadResult.Invalid.class,
            invalid -> {
              Problem problem = invalid.problems().getFirst();
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.message()).contains(limit);
            });
  }

  private static String json(int events, String value, int depth) {
    String event =
        """
        {"type": "ObjectEvent", "eventTime": "2026-05-01T08:00:00Z", "eventTimeZoneOffset": "+02:00",
         "action": "OBSERVE", "epcList": ["urn:own:thing"], "https://own.example/f": %s"%s"%s}"""
            .formatted("[".repeat(depth - 1), value, "]".repeat(depth - 1));
    return """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-05-01T10:00:00Z",
         "epcisBody": {"eventList": [%s]}}
        """
        .formatted(String.join(",", Collections.nCopies(events, event)));
  }

  private static String xml(int events, String value) {
    String event =
        """
        <ObjectEvent><eventTime>2026-05-01T08:00:00Z</eventTime>
        <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
        <epcList><epc>urn:own:thing</epc></epcList><action>OBSERVE</action>
        <own:f>%s</own:f></ObjectEvent>"""
            .formatted(value);
    return """
        <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:own="https://own.example/"
            schemaVersion="2.0" creationDate="2026-05-01T10:00:00Z"><EPCISBody><EventList>
        %s</EventList></EPCISBody></e:EPCISDocument>
        """
        .formatted(String.join("", Collections.nCopies(events, event)));
  }

  private static String nested(int levels) {
    return "<own:g>".repeat(levels) + "</own:g>".repeat(levels);
  }
}
