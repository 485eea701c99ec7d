package io.pharmatrace.app;

import java.util.List;
import java.util.stream.Stream;

/** An event in which each identifier is spelled in another way, and how else it may be spelled. */
final class MixedEvent {
  static final String ID = "urn:uuid:00000000-0000-4000-8000-0000000000e1";

  private static final String PACK = "https://id.gs1.org/01/09521101000023/21/";
  private static final String URN = "urn:epc:id:sgtin:9521101.000002.";

  /** How each identifier came in, and its other two forms. */
  private static final List<List<String>> FORMS =
      List.of(
          List.of(URN + "M1", PACK + "M1", URN + "M1"),
          List.of(PACK + "M1", PACK + "M1", URN + "M1"),
          List.of(
              "https://maker.example/p/01/09521101000023/10/ML/21/M2?17=311231",
              "https://maker.example/p/01/09521101000023/10/ML/21/M2?17=311231",
              URN + "M2"),
          List.of(
              "urn:epc:id:sgtin:95211010.00002.M%33",
              PACK + "M3", "urn:epc:id:sgtin:95211010.00002.M%33"),
          List.of(
              "urn:epc:class:lgtin:9521101.000002.ML",
              "https://id.gs1.org/01/09521101000023/10/ML",
              "urn:epc:class:lgtin:9521101.000002.ML"),
          List.of(
              "https://maker.example/414/9521101000016",
              "https://maker.example/414/9521101000016",
              "urn:epc:id:sgln:9521101.00001.0"),
          List.of(
              "urn:epc:id:sgln:9521101.00001.0",
              "https://id.gs1.org/414/9521101000016",
              "urn:epc:id:sgln:9521101.00001.0"),
          List.of(
              "urn:epc:id:gdti:9521101.00001.P1",
              "https://id.gs1.org/253/9521101000016P1",
              "urn:epc:id:gdti:9521101.00001.P1"),
          List.of(
              "urn:epc:id:pgln:9521101.00001",
              "https://id.gs1.org/417/9521101000016",
              "urn:epc:id:pgln:9521101.00001"),
          // Nobody has registered this company prefix.
          List.of(
              "https://maker.example/417/9521102000015",
              "https://maker.example/417/9521102000015",
              "https://maker.example/417/9521102000015"),
          List.of(
              "urn:epc:id:giai:9521101.T1",
              "https://id.gs1.org/8004/9521101T1",
              "urn:epc:id:giai:9521101.T1"));

  private MixedEvent() {}

  /** The event in JSON, as it came in. */
  static String json() {
    return """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "ObjectEvent", "action": "OBSERVE", "bizStep": "inspecting", "eventID": "%s",
         "eventTime": "2026-11-19T11:00:00Z", "eventTimeZoneOffset": "+00:00",
         "epcList": ["%s", "%s", "%s", "%s"], "quantityList": [{"epcClass": "%s", "quantity": 5}],
         "readPoint": {"id": "%s"}, "bizLocation": {"id": "%s"},
         "bizTransactionList": [{"type": "po", "bizTransaction": "%s"}],
         "sourceList": [{"type": "owning_party", "source": "%s"}],
         "destinationList": [{"type": "owning_party", "destination": "%s"}],
         "sensorElementList": [{"sensorReport": [
           {"type": "Temperature", "value": 4.5, "uom": "CEL", "deviceID": "%s"}]}]}"""
        .formatted(Stream.concat(Stream.of(ID), identifiers(0).stream()).toArray());
  }

  /**
   * Its identifiers.
   *
   * @param form 0 as they came in, 1 as Digital Links, 2 as EPC URNs
   */
  static List<String> identifiers(int form) {
    return FORMS.stream().map(forms -> forms.get(form)).toList();
  }
}
