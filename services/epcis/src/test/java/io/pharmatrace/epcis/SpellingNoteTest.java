package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(
    standard = Standard.EPCIS,
    section = "8.2",
    name = "GS1-EPC-Format: what brings identifiers back as they came in")
class SpellingNoteTest {
  private static final String ALL_COMMON =
      """
      "eventID": "urn:epc:id:gdti:952123.400001.1",
      "certificationInfo": ["urn:epc:id:gdti:9521234.00001.1"],
      "errorDeclaration": {"declarationTime": "2026-05-02T08:00:00Z",
        "correctiveEventIDs": ["urn:epc:id:gdti:95212340.0001.1"]},
      "readPoint": {"id": "urn:epc:id:sgln:952123400.001.1"},
      "bizLocation": {"id": "urn:epc:id:sgln:9521234000.01.0"},
      "bizTransactionList": [{"bizTransaction": "urn:epc:id:gdti:95212340000.1.1"}],
      "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:952123400001."}],
      "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:952123.400001"}],
      "sensorElementList": [
        {"sensorMetadata": {"deviceID": "urn:epc:id:giai:9521234.1",
                            "rawData": "https://id.gs1.org/8004/95212341"},
         "sensorReport": [{"type": "Temperature", "value": 4, "component": "x",
                           "chemicalSubstance": "urn:epc:id:cpi:95212340.1.1"}]}]""";

  private static EpcisEvent event(String type, String fields) {
    return Reading.events(Survival.event(type, fields)).getFirst();
  }

  private static EpcisEvent objects(List<String> epcs) {
    String list = epcs.stream().map(e -> '"' + e + '"').collect(Collectors.joining(","));
    return event("ObjectEvent", "\"action\": \"OBSERVE\", \"epcList\": [" + list + "]");
  }

  /** What is left of an event when it is stored. */
  private static EpcisEvent stored(EpcisEvent event) {
    return Reading.events(JsonLd.write(event)).getFirst();
  }

  /** The same for identifiers that no document may have in their place, such as a wrong key. */
  private static EpcisEvent linked(EpcisEvent event) {
    return Respelled.of(event, Spelling.DIGITAL_LINK);
  }

  private static EpcisEvent restored(EpcisEvent event) {
    return restored(event, stored(event));
  }

  private static EpcisEvent restored(EpcisEvent event, EpcisEvent stored) {
    return SpellingNote.of(event).map(note -> SpellingNote.restored(stored, note)).orElse(stored);
  }

  @Provide
  Arbitrary<EpcisEvent> mixed() {
    return Combinators.combine(Events.any(), Spellings.spelled().list().ofMinSize(1).ofMaxSize(60))
        .as((event, spellings) -> Respelled.of(event, cycle(spellings)));
  }

  private static UnaryOperator<String> cycle(List<String> spellings) {
    Iterator<String> endless =
        Stream.iterate(0, i -> (i + 1) % spellings.size()).map(spellings::get).iterator();
    return given -> endless.next();
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void everyIdentifierOfAnyEventComesBack(@ForAll("mixed") EpcisEvent event) {
    assertThat(restored(event, linked(event))).isEqualTo(event);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void whatIsRestoredIsTheSameEvent(@ForAll("mixed") EpcisEvent event) {
    EpcisEvent linked = linked(event);

    assertThat(JsonLd.write(restored(event, linked))).isEqualTo(JsonLd.write(linked));
    assertThat(EventHash.of(restored(event, linked))).isEqualTo(EventHash.of(linked));
  }

  /** Stored notes depend on it: this test is never adapted to another order. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ObjectEvent| epcList:9, quantityList:10| 9 10",
        "AggregationEvent| parentID:6, childEPCs:9, childQuantityList:10| 6 9 10",
        "AssociationEvent| parentID:6, childEPCs:9, childQuantityList:10| 6 9 10",
        "TransactionEvent| parentID:6, epcList:9, quantityList:10| 6 9 10",
        "TransformationEvent| inputEPCList:7, inputQuantityList:8, outputEPCList:9,"
            + " outputQuantityList:10, transformationID:11| 7 8 9 10 11",
      })
  void everyFieldHasItsPlaceInANote(String type, String fields, String places) {
    String things =
        Stream.of(fields.split(", *", -1))
            .map(field -> field.split(":", -1))
            .map(f -> member(f[0], Integer.parseInt(f[1])))
            .collect(Collectors.joining(", "));
    String action = type.startsWith("Transformation") ? "" : "\"action\": \"ADD\", ";
    EpcisEvent event = event(type, action + things + ", " + ALL_COMMON);

    assertThat(SpellingNote.of(event)).hasValue("6 7 8 9 10 11 12 6 7 = 8 " + places);
    assertThat(restored(event)).isEqualTo(event);
  }

  private static String member(String name, int prefix) {
    String urn = Spellings.urn("id:sgtin:13:S", prefix, "9521234000001", "1");
    if (name.endsWith("QuantityList") || name.equals("quantityList")) {
      return "\"%s\": [{\"epcClass\": \"%s\", \"quantity\": 1}]"
          .formatted(name, urn.replace("id:sgtin", "class:lgtin"));
    }
    return (name.endsWith("ID") ? "\"%s\": \"%s\"" : "\"%s\": [\"%s\"]").formatted(name, urn);
  }

  @Test
  void aThousandUrnsOfOneCompanyTakeAFewCharacters() {
    EpcisEvent event =
        objects(
            IntStream.range(0, 1000)
                .mapToObj(i -> "urn:epc:id:sgtin:9521234.054321." + i)
                .toList());

    assertThat(SpellingNote.of(event)).hasValue("7*1000");
    assertThat(restored(event)).isEqualTo(event);
  }

  @Test
  void oneIdentifierInTwoSpellingsComesBackInBoth() {
    EpcisEvent event =
        objects(
            List.of(
                "urn:epc:id:sgtin:9521234.054321.A%2FB",
                "https://id.gs1.org/01/09521234543213/21/A%2FB",
                "urn:epc:id:sgtin:952123.0454321.A%2FB",
                "urn:epc:id:sgtin:9521234.054321.A%2fB",
                "https://maker.example/01/09521234543213/21/A%2FB"));

    assertThat(SpellingNote.of(event)).hasValue("7 = 6 urn:epc:id:sgtin:9521234.054321.A%2fB");
    assertThat(restored(event)).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.gs1.org/01/09521234543213/21/1",
        "https://id.gs1.org/01/09521234543213/10/L1/21/1?17=310101",
        "https://maker.example/shop/01/09521234543213/21/1",
        "https://maker.example/anything",
        "urn:uuid:00000000-0000-4000-8000-000000000001",
        "urn:epc:id:gid:1.2.3",
        "urn:epc:id:usdod:CAGE.1",
      })
  void whatIsStoredAsItCameNeedsNoNote(String epc) {
    EpcisEvent event = objects(List.of(epc));

    assertThat(SpellingNote.of(event)).isEmpty();
    assertThat(stored(event)).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7*3",
        "7*0",
        "7 7 =",
        "13*2",
        "5*2",
        "-7*2",
        "7*x",
        "8 9 10",
        "= urn:epc:id:sgtin:9521234.054321.3",
        "urn:uuid:00000000-0000-4000-8000-000000000001 =",
      })
  void aNoteOfAnotherEventIsRefused(String note) {
    EpcisEvent stored =
        objects(
            List.of(
                "https://id.gs1.org/01/09521234543213/21/1",
                "https://id.gs1.org/01/09521234543213/21/2"));

    assertThatThrownBy(() -> SpellingNote.restored(stored, note))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itTellsOfEachStandardWordWhetherItWasAWebUri() {
    EpcisEvent came =
        event(
            "ObjectEvent",
            """
            "bizStep": "https://ref.gs1.org/cbv/BizStep-storing",
            "disposition": "urn:epcglobal:cbv:disp:in_progress",
            "persistentDisposition": {"set": ["https://ref.gs1.org/cbv/Disp-damaged",
                                              "https://own.example/disp"]},
            "bizTransactionList": [{"type": "https://ref.gs1.org/cbv/BTT-po",
                                    "bizTransaction": "urn:epc:id:gdti:95212340000.1.1"}],
            "sourceList": [{"type": "owning_party", "source": "https://own.example/a"}],
            "action": "OBSERVE", "epcList": ["https://own.example/thing"]
            """);
    assertThat(SpellingNote.of(came)).contains("11 w:0,1,1,2,1");
    EpcisEvent back = restored(came);
    assertThat(back).isEqualTo(came);
    assertThat(back.bizStep()).matches(Term::givenAsWebUri);
    assertThat(back.disposition()).matches(term -> !term.givenAsWebUri());
    assertThat(EpcisXml.write(Spelling.webTerms(back, Term::givenAsWebUri), Syntax.XML_2_0))
        .contains("cbv/BizStep-storing", "cbv:disp:in_progress", "cbv/Disp-damaged", "cbv/BTT-po")
        .contains("cbv:sdt:owning_party");
  }

  @Test
  void aNoteOnWordsOfAnotherEventIsRefused() {
    EpcisEvent event =
        event(
            "ObjectEvent",
            "\"bizStep\": \"storing\", \"action\": \"OBSERVE\", \"epcList\": [\"https://own.example/thing\"]");
    assertThatThrownBy(() -> SpellingNote.restored(event, "w:0,2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpellingNote.restored(event, "w:0,1,1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
