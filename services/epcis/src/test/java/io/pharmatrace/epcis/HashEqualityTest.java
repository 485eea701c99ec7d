package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change the hash, and what must. */
class HashEqualityTest {
  private static final String BASE =
      """
      "action": "ADD", "recordTime": "2026-05-01T06:00:01Z", "eventID": "urn:uuid:1",
      "certificationInfo": ["urn:own:c1", "urn:own:c2"],
      "epcList": ["urn:own:a", "urn:own:b"], "bizStep": "commissioning", "disposition": "active",
      "quantityList": [{"epcClass": "urn:own:k", "quantity": 2.50, "uom": "KGM"}, {"epcClass": "urn:own:l"}],
      "persistentDisposition": {"set": ["expired", "recalled"], "unset": ["active", "unknown"]},
      "readPoint": {"id": "urn:own:gate"}, "bizLocation": {"id": "urn:own:hall"},
      "bizTransactionList": [{"type": "po", "bizTransaction": "urn:own:o"}, {"bizTransaction": "urn:own:q"}],
      "sourceList": [{"type": "location", "source": "urn:own:s"}, {"type": "owning_party", "source": "urn:own:t"}],
      "destinationList": [{"type": "location", "destination": "urn:own:u"}, {"type": "owning_party", "destination": "urn:own:v"}],
      "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 4}, {"type": "Speed", "value": 5}]},
        {"sensorReport": [{"type": "Mass", "value": 6}]}],
      "ilmd": {"own:x": "1", "own:y": ["2", "3"]}, "own:m": "4", "own:n": {"own:o": "5", "own:p": "6"}""";

  private static final EventHash HASH = hash(BASE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "urn:own:a", "urn:own:b" | "urn:own:b", "urn:own:a"
          "urn:own:c1", "urn:own:c2" | "urn:own:c2", "urn:own:c1"
          {"epcClass": "urn:own:k", "quantity": 2.50, "uom": "KGM"}, {"epcClass": "urn:own:l"} | {"epcClass": "urn:own:l"}, {"uom": "KGM", "quantity": 2.5, "epcClass": "urn:own:k"}
          "expired", "recalled" | "recalled", "expired"
          "active", "unknown" | "unknown", "active"
          {"type": "po", "bizTransaction": "urn:own:o"}, {"bizTransaction": "urn:own:q"} | {"bizTransaction": "urn:own:q"}, {"bizTransaction": "urn:own:o", "type": "po"}
          {"type": "location", "source": "urn:own:s"}, {"type": "owning_party", "source": "urn:own:t"} | {"source": "urn:own:t", "type": "owning_party"}, {"type": "location", "source": "urn:own:s"}
          {"type": "location", "destination": "urn:own:u"}, {"type": "owning_party", "destination": "urn:own:v"} | {"destination": "urn:own:v", "type": "owning_party"}, {"type": "location", "destination": "urn:own:u"}
          {"type": "Temperature", "value": 4}, {"type": "Speed", "value": 5} | {"value": 5.0, "type": "Speed"}, {"value": 4.00, "type": "Temperature"}
          "own:x": "1", "own:y": ["2", "3"] | "own:y": ["3", "2"], "own:x": "1"
          "own:o": "5", "own:p": "6" | "own:p": "6", "own:o": "5"
          "commissioning" | "https://ref.gs1.org/cbv/BizStep-commissioning"
          "recordTime": "2026-05-01T06:00:01Z", "eventID": "urn:uuid:1", | ` `
          "eventID": "urn:uuid:1", | "errorDeclaration": {"declarationTime": "2026-05-02T08:00:00Z"},
          """)
  @Feature(
      standard = Standard.CBV,
      section = "8.9",
      name =
          "Event hash: order, spelling, record time, event id and error declaration do not count")
  void whatDoesNotCountLeavesTheHash(String from, String to) throws IOException {
    assertThat(BASE).contains(from);

    assertThat(hash(BASE.replace(from, to))).isEqualTo(HASH);
    for (Syntax syntax : Syntax.values()) {
      Survival.through(syntax, Survival.event("ObjectEvent", BASE.replace(from, to)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:own:a",
        "urn:own:c1",
        "urn:own:k",
        "2.50",
        "KGM",
        "commissioning",
        "\"active\",",
        "expired",
        "unknown",
        "urn:own:gate",
        "urn:own:hall",
        "\"po\"",
        "urn:own:o\"",
        "urn:own:s",
        "urn:own:u",
        "Temperature",
        "4}",
        "own:x",
        "\"3\"",
        "own:m",
        "own:p"
      })
  @Feature(standard = Standard.CBV, section = "8.9", name = "Event hash: every other field counts")
  void whatCountsChangesTheHash(String from) {
    String to =
        switch (from) {
          case "2.50" -> "2.51";
          case "KGM" -> "GRM";
          case "commissioning" -> "packing";
          case "\"active\"," -> "\"returned\",";
          case "expired" -> "stolen";
          case "unknown" -> "damaged";
          case "\"po\"" -> "\"inv\"";
          case "Temperature" -> "Angle";
          case "4}" -> "7}";
          case "\"3\"" -> "\"7\"";
          case "urn:own:o\"" -> "urn:own:oo\"";
          default -> from + "z";
        };
    assertThat(BASE).contains(from);

    assertThat(hash(BASE.replace(from, to))).isNotEqualTo(HASH);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:epc:id:sgtin:9521234.054321.A%2F1, https://shop.example/x/01/09521234543213/10/L/21/A%2F1?17=280131",
    "urn:epc:class:lgtin:9521234.054321.L1, https://id.gs1.org/01/09521234543213/10/L1",
    "urn:epc:idpat:sgtin:9521234.054321.*, https://id.gs1.org/gtin/09521234543213",
    "urn:epc:id:sscc:9521234.0000000001, https://id.gs1.org/00/095212340000000013",
    "urn:epc:id:sgln:9521234.00001.7, https://id.gs1.org/414/9521234000013/254/7",
    "urn:epc:id:sgln:9521234.00001.0, https://id.gs1.org/414/9521234000013",
    "urn:epc:id:pgln:9521234.00001, https://id.gs1.org/417/9521234000013",
    "urn:epc:id:gdti:9521234.00001.7, https://id.gs1.org/253/95212340000137",
    "urn:epc:id:grai:9521234.00001.7, https://id.gs1.org/8003/095212340000137",
    "urn:epc:id:giai:9521234.7A, https://id.gs1.org/8004/95212347A"
  })
  @Feature(
      standard = Standard.CBV,
      section = "8.9",
      name = "Event hash: EPC URN and GS1 Digital Link are one")
  void urnAndLinkHaveOneHash(String urn, String link) {
    String thing =
        "\"action\": \"OBSERVE\", \"epcList\": [\"urn:own:thing\"], \"readPoint\": {\"id\": \"%s\"},"
            + " \"bizLocation\": {\"id\": \"%s\"}";

    assertThat(hash(thing.formatted(urn, link))).isEqualTo(hash(thing.formatted(link, urn)));
  }

  private static EventHash hash(String fields) {
    return EventHash.of(Reading.events(Survival.event("ObjectEvent", fields)).getFirst());
  }
}
