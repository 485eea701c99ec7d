package io.pharmatrace.epcis.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events to ask for, and the ways to ask. */
final class Samples {
  static final OffsetDateTime RECORDED = OffsetDateTime.parse("2026-03-02T08:00:00Z");

  private static final String HEAD =
      """
      {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                    {"ex": "https://ns.example/epcis/"}],
       "eventTime": "2026-03-01T10:00:00+01:00", "eventTimeZoneOffset": "+01:00",
      """;

  /** Nearly every field of an object event. */
  static final EpcisEvent OBJECT =
      event(
          """
          "type": "ObjectEvent", "action": "ADD", "eventID": "urn:uuid:1",
          "bizStep": "commissioning", "disposition": "active",
          "persistentDisposition": {"set": ["completeness_verified"], "unset": ["unavailable"]},
          "readPoint": {"id": "urn:epc:id:sgln:9521234.00001.DOCK", "ex:lane": 7,
                        "ex:inside": {"ex:gate": "G1"}},
          "bizLocation": {"id": "https://id.gs1.org/414/9521234000013", "ex:floor": "2",
                          "ex:inside": {"ex:room": "R5"}},
          "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epc:id:gdti:9521234.00001.P1"},
                                 {"bizTransaction": "https://own.example/doc/2"}],
          "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9521234.00002"}],
          "destinationList": [{"type": "location",
                               "destination": "urn:epc:id:sgln:9521234.00003.0"}],
          "epcList": ["urn:epc:id:sgtin:9521234.054321.A1",
                      "https://id.gs1.org/00/095212340000000013"],
          "quantityList": [{"epcClass": "urn:epc:class:lgtin:9521234.054321.L1",
                            "quantity": 12.5, "uom": "KGM"},
                           {"epcClass": "urn:epc:idpat:sgtin:9521234.054321.*", "quantity": 200}],
          "ilmd": {"cbvmda:lotNumber": "L1", "cbvmda:itemExpirationDate": "2027-03-01",
                   "ex:grade": 3.0, "ex:maker": {"ex:shift": "night"}},
          "errorDeclaration": {"declarationTime": "2026-03-05T00:00:00Z",
                               "reason": "incorrect_data", "correctiveEventIDs": ["urn:uuid:9"],
                               "ex:by": "Ann", "ex:detail": {"ex:ticket": 42}},
          "ex:temperature": 21.5, "ex:seen": "2026-03-01T12:00:00Z", "ex:name": "Zoë",
          "ex:flag": true, "ex:code": "007", "ex:thing": "urn:epc:id:sgtin:9521234.054321.X",
          "ex:outer": {"ex:inner": "deep", "ex:more": {"ex:deepest": 5}},
          "sensorElementList": [{
            "ex:rack": "K", "ex:position": {"ex:row": 2},
            "sensorMetadata": {"time": "2026-03-01T09:30:00Z", "startTime": "2026-03-01T08:00:00Z",
              "endTime": "2026-03-01T09:00:00Z", "deviceID": "urn:epc:id:giai:9521234.77",
              "dataProcessingMethod": "https://own.example/dpm",
              "bizRules": "https://own.example/rules", "ex:battery": 80, "ex:more": {"ex:a": "b"}},
            "sensorReport": [
              {"type": "Temperature", "value": 26.0, "uom": "CEL", "minValue": 20, "maxValue": 30,
               "meanValue": 25.2, "sDev": 0.1, "percRank": 50, "percValue": 12.7,
               "ex:calibrated": "yes", "ex:more": {"ex:x": 1}},
              {"type": "Count", "stringValue": "ok", "booleanValue": true, "hexBinaryValue": "f0A1",
               "uriValue": "https://own.example/v",
               "microorganism": "https://own.example/m",
               "chemicalSubstance": "https://own.example/c"}]}]
          """);

  /** Cases put on a pallet. */
  static final EpcisEvent PACKING =
      event(
          """
          "type": "AggregationEvent", "action": "OBSERVE",
          "parentID": "urn:epc:id:sscc:9521234.0000000001",
          "childEPCs": ["https://id.gs1.org/01/19521234543210/21/C1"],
          "childQuantityList": [{"epcClass": "https://id.gs1.org/01/09521234543213/10/L2",
                                 "quantity": 3}]
          """);

  /** One thing made into another. */
  static final EpcisEvent MAKING =
      event(
          """
          "type": "TransformationEvent", "transformationID": "https://own.example/t/1",
          "inputEPCList": ["urn:epc:id:sgtin:9521234.054321.IN"],
          "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:9521234.054321.LI",
                                 "quantity": 1}],
          "outputEPCList": ["urn:epc:id:sgtin:9521234.054321.OUT"],
          "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:9521234.054321.LO",
                                  "quantity": 2}]
          """);

  private Samples() {}

  /** An event of these fields at the usual time. */
  static EpcisEvent event(String fields) {
    try {
      return switch (new EpcisReader()
          .read(new ByteArrayInputStream((HEAD + fields + "}").getBytes(UTF_8)))) {
        case ReadResult.Valid(var document) -> document.events().getFirst();
        case ReadResult.Invalid(var problems) -> throw new AssertionError(problems.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parameters of a query string such as {@code EQ_action=ADD|OBSERVE&perPage=3}. */
  static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    Arrays.stream(query.split("&"))
        .forEach(
            p -> {
              int equals = p.indexOf('=');
              parameters.put(p.substring(0, equals), List.of(p.substring(equals + 1)));
            });
    return EventQuery.split(parameters);
  }

  static EventQuery query(String query) {
    return switch (EventQuery.parse(parameters(query), Map.of("ex", "https://ns.example/epcis/"))) {
      case Parsed.Ok(EventQuery ok) -> ok;
      case Parsed.Invalid(var problems) -> throw new AssertionError(query + ": " + problems);
    };
  }

  /** The event matches the query, or does not, with no master data at hand. */
  static void assertMatch(EpcisEvent event, String query, boolean expected) {
    assertThat(query(query).matches(event, RECORDED)).as(query).isEqualTo(expected);
  }

  static List<QueryProblem> problems(String query) {
    return switch (EventQuery.parse(parameters(query))) {
      case Parsed.Ok(EventQuery ok) -> List.of();
      case Parsed.Invalid(var problems) -> problems;
    };
  }
}
