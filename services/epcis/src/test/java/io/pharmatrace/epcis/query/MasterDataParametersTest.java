package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.RECORDED;
import static io.pharmatrace.epcis.query.Samples.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.EpcisEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters on master data, asked so that they hold and so that they do not. */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7.1",
    name = "SimpleEventQuery: master data (WD_, HASATTR_, EQATTR_)")
class MasterDataParametersTest {
  private static final String HALL = "urn:epc:id:sgln:9521234.00001.0";
  private static final String DOCK = "urn:epc:id:sgln:9521234.00001.DOCK";
  private static final String TOWN = "urn:own:town";
  private static final String LAND = "urn:own:land";

  private static final VocabularyData DATA =
      new ListedData(
          List.of(
              ListedData.of(
                  "BusinessLocation",
                  HALL,
                  List.of(),
                  "urn:epcglobal:cbv:mda#name=Hall",
                  "http://own.example/mda/latitude=+18.0"),
              ListedData.of("ReadPoint", DOCK, List.of(), "urn:epcglobal:cbv:mda:site=1"),
              ListedData.of("Location", DOCK, List.of(), "plain=yes"),
              ListedData.of(
                  "BusinessStep",
                  "urn:epcglobal:cbv:bizstep:commissioning",
                  List.of(),
                  "urn:own:mda#phase=first"),
              ListedData.of("Disposition", "active", List.of(), "urn:own:mda#phase=second"),
              ListedData.of(
                  "EPCClass",
                  "urn:epc:class:lgtin:9521234.054321.L1",
                  List.of(),
                  "urn:own:mda#form=PILL"),
              ListedData.of(
                  "BusinessTransaction",
                  "urn:epc:id:gdti:9521234.00001.P1",
                  List.of(),
                  "urn:own:mda#kind=rush"),
              ListedData.of(
                  "SourceDest",
                  "urn:epc:id:pgln:9521234.00002",
                  List.of(),
                  "urn:own:mda#kind=owner"),
              ListedData.of(
                  "Location",
                  "urn:epc:id:sgln:9521234.00003.0",
                  List.of(),
                  "urn:own:mda#kind=target"),
              ListedData.of(
                  "urn:own:type",
                  "https://id.gs1.org/01/09521234543213/21/X",
                  List.of(),
                  "urn:own:mda#kind=thing")));

  private static void assertMatch(String query, VocabularyData data, boolean expected) {
    assertThat(query(query).matches(Samples.OBJECT, RECORDED, data)).as(query).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HASATTR_bizLocation=urn:epcglobal:cbv:mda#name",
        "HASATTR_bizLocation=urn:epcglobal:cbv:mda:name",
        "HASATTR_bizLocation=cbvmda:name",
        "HASATTR_bizLocation=urn:own:mda#none|cbvmda:name",
        "HASATTR_bizLocation=http://own.example/mda/latitude",
        "HASATTR_readPoint=cbvmda:site",
        "HASATTR_readPoint=plain",
        "HASATTR_bizStep=urn:own:mda#phase",
        "HASATTR_ex:thing=urn:own:mda#kind",
        "HASATTR_https://ns.example/epcis#thing=urn:own:mda#kind",
        "EQATTR_bizLocation_urn:epcglobal:cbv:mda#name=Hall",
        "EQATTR_bizLocation_cbvmda:name=House|Hall",
        "EQ_ATTR_bizLocation_cbvmda:name=Hall",
        "EQATTR_readPoint_plain=yes",
        "EQATTR_bizStep_urn:own:mda#phase=first",
        "EQATTR_disposition_urn:own:mda#phase=second",
        "EQATTR_epcClass_urn:own:mda#form=PILL",
        "EQATTR_bizTransaction_urn:own:mda#kind=rush",
        "EQATTR_source_urn:own:mda#kind=owner",
        "EQATTR_destination_urn:own:mda#kind=target",
        "EQATTR_ex:thing_urn:own:mda#kind=thing",
        "EQATTR_https://ns.example/epcis#thing_urn:own:mda#kind=thing",
      })
  void whatMasterDataSaysOfAFieldMatches(String query) {
    assertMatch(query, DATA, true);
    assertMatch(query, VocabularyData.NONE, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HASATTR_bizLocation=urn:epcglobal:cbv:mda#nam",
        "HASATTR_bizLocation=Hall",
        "HASATTR_readPoint=cbvmda:name",
        "HASATTR_epcClass=urn:own:mda#none",
        "HASATTR_ex:name=urn:own:mda#kind",
        "EQATTR_bizLocation_cbvmda:name=hall",
        "EQATTR_bizLocation_cbvmda:name=House",
        "EQATTR_bizLocation_http://own.example/mda/latitude=18.0",
        "EQATTR_disposition_urn:own:mda#phase=first",
        "EQATTR_source_urn:own:mda#kind=target",
        "EQATTR_ex:thing_urn:own:mda#kind=other",
      })
  void whatItDoesNotSayDoesNot(String query) {
    assertMatch(query, DATA, false);
  }

  /** The standard asks the vocabulary of the field; one place may be described twice. */
  @Test
  void masterDataOfAnotherVocabularyDoesNotCount() {
    VocabularyData step =
        new ListedData(List.of(ListedData.of("BusinessStep", HALL, List.of(), "cbvmda:name=Hall")));
    assertMatch("HASATTR_bizLocation=cbvmda:name", step, false);
    VocabularyData readPoint =
        new ListedData(List.of(ListedData.of("ReadPoint", HALL, List.of(), "cbvmda:name=Hall")));
    assertMatch("HASATTR_bizLocation=cbvmda:name", readPoint, false);
    VocabularyData location =
        new ListedData(List.of(ListedData.of("Location", HALL, List.of(), "cbvmda:name=Hall")));
    assertMatch("HASATTR_bizLocation=cbvmda:name", location, true);
  }

  /** An instance in the event is no vocabulary element; its class is, where the event names it. */
  @Test
  void theClassOfAnInstanceIsNotAsked() {
    EpcisEvent pack =
        Samples.event(
            """
            "type": "ObjectEvent", "action": "OBSERVE",
            "epcList": ["urn:epc:id:sgtin:9521234.054321.A1"]
            """);
    VocabularyData data =
        new ListedData(
            List.of(
                ListedData.of(
                    "EPCClass", "urn:epc:idpat:sgtin:9521234.054321.*", List.of(), "a=b")));
    assertThat(query("HASATTR_epcClass=a").matches(pack, RECORDED, data)).isFalse();
    assertMatch("HASATTR_epcClass=a", data, true);
  }

  @Test
  void aPlaceLiesInItsParentsAndTheirs() {
    VocabularyData data =
        new ListedData(
            List.of(
                ListedData.of("ReadPoint", LAND, List.of(TOWN)),
                ListedData.of("ReadPoint", TOWN, List.of(HALL)),
                ListedData.of("BusinessLocation", "urn:own:other", List.of(HALL))));
    for (String place : List.of(TOWN, LAND, HALL, DOCK)) {
      assertMatch("WD_readPoint=" + place, data, true);
    }
    assertMatch("WD_readPoint=urn:own:other", data, false);
    assertMatch("WD_bizLocation=urn:own:other", data, true);
    assertMatch("WD_bizLocation=" + TOWN, data, false);
    assertMatch("EQ_readPoint=" + TOWN, data, false);
    assertMatch("WD_readPoint=" + TOWN, VocabularyData.NONE, false);
  }

  @Test
  void whatLiesInAnExtensionOfAPlaceLiesInThePlace() {
    VocabularyData data =
        new ListedData(
            List.of(
                ListedData.of(
                    "BusinessLocation", "urn:epc:id:sgln:9521234.00009.7", List.of(HALL))));
    assertMatch("WD_bizLocation=urn:epc:id:sgln:9521234.00009.7", data, true);
    assertMatch("WD_bizLocation=urn:epc:id:sgln:9521234.00009.0", data, true);
    assertMatch("WD_bizLocation=urn:epc:id:sgln:9521234.00009.8", data, false);
  }

  @Test
  void aCriterionTellsWhatItAsks() {
    EventQuery query =
        query("WD_readPoint=" + HALL + "&EQATTR_readPoint_cbvmda:site=1&EQ_action=ADD");
    List<String> types =
        List.of("urn:epcglobal:epcis:vtype:ReadPoint", "urn:epcglobal:epcis:vtype:Location");
    assertThat(query.criteria().stream().flatMap(c -> c.masterData().stream()))
        .containsExactly(
            new MasterDataQuestion.AttributeIs(types, "urn:epcglobal:cbv:mda#site", List.of("1")),
            new MasterDataQuestion.LiesIn(types, List.of("https://id.gs1.org/414/9521234000013")));
  }

  @Test
  void oneAttributeHasOneSpelling() {
    EventQuery given =
        query("HASATTR_ex:thing=cbvmda:site|plain&EQATTR_ex:thing_ex:a_b=1&EQATTR_source_x_y=2");
    assertThat(given.parameters())
        .isEqualTo(
            Map.of(
                "HASATTR_https://ns.example/epcis#thing",
                List.of("urn:epcglobal:cbv:mda#site", "plain"),
                "EQATTR_https://ns.example/epcis#thing_https://ns.example/epcis#a_b",
                List.of("1"),
                "EQATTR_source_x_y",
                List.of("2")));
    assertThat(((Parsed.Ok) EventQuery.parse(given.parameters())).query().parameters())
        .isEqualTo(given.parameters());
  }
}
