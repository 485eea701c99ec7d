package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to damage an XML document has a problem with its own code and path. */
@Feature(standard = Standard.EPCIS, section = "9", name = "Invalid XML: each problem with its path")
class XmlProblemsTest {
  private static final String DOCUMENT =
      """
      <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-05-01T10:00:00Z">
        <EPCISHeader></EPCISHeader>
        <EPCISBody><EventList><ObjectEvent>
          <eventTime>2026-05-01T08:00:00Z</eventTime>
          <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
          <errorDeclaration><declarationTime>2026-05-02T08:00:00Z</declarationTime>
            <correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs></errorDeclaration>
          <epcList><epc>urn:own:thing</epc></epcList>
          <action>ADD</action>
          <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
          <readPoint><id>urn:own:gate</id></readPoint>
          <bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:own:order</bizTransaction></bizTransactionList>
          <quantityList><quantityElement><epcClass>urn:own:class</epcClass><quantity>1.5</quantity><uom>KGM</uom></quantityElement></quantityList>
          <sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="4.5"/></sensorElement></sensorElementList>
        </ObjectEvent></EventList></EPCISBody>
      </epcis:EPCISDocument>
      """;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          ` schemaVersion="2.0"` | `` | FIELD_MISSING /EPCISDocument/@schemaVersion
          `schemaVersion="2.0"` | `schemaVersion="3.0"` | VERSION_UNSUPPORTED /EPCISDocument/@schemaVersion
          ` creationDate="2026-05-01T10:00:00Z"` | `` | FIELD_MISSING /EPCISDocument/@creationDate
          `urn:epcglobal:epcis:xsd:2` | `urn:own:ns` | NOT_EPCIS /EPCISDocument
          <EPCISHeader> | <EPCISHeader><stray/> | FIELD_UNKNOWN /EPCISDocument/EPCISHeader/stray
          <EPCISBody> | <stray/><EPCISBody> | FIELD_UNKNOWN /EPCISDocument/stray
          <EventList> | <stray/><EventList> | FIELD_UNKNOWN /EPCISDocument/EPCISBody/stray
          <eventTime>2026-05-01T08:00:00Z</eventTime> | `` | FIELD_MISSING E/eventTime
          <eventTime>2026-05-01T08 | <eventTime>1 May | TIME_INVALID E/eventTime
          2026-05-02T08:00:00Z | soon | TIME_INVALID E/errorDeclaration/declarationTime
          <correctiveEventIDs> | <correctiveEventIDs><stray/> | FIELD_UNKNOWN E/errorDeclaration/correctiveEventIDs/stray
          <epc>urn:own:thing</epc> | <epc>thing</epc> | URI_INVALID E/epcList/epc
          <epcList> | <epcList>text | FIELD_UNKNOWN E/epcList/text()
          <epcList> | <epcList><stray/> | FIELD_UNKNOWN E/epcList/stray
          <action>ADD</action> | `` | FIELD_MISSING E/action
          <action> | <action><deep/> | FIELD_TYPE E/action
          bizstep:commissioning | `bizstep commissioning` | TERM_UNKNOWN E/bizStep
          <id>urn:own:gate</id> | `` | FIELD_MISSING E/readPoint/id
          <readPoint> | <readPoint><stray/> | FIELD_UNKNOWN E/readPoint/stray
          urn:epcglobal:cbv:btt:po | bill | TERM_UNKNOWN E/bizTransactionList/bizTransaction/@type
          urn:own:order | `` | FIELD_MISSING E/bizTransactionList/bizTransaction
          <quantity>1.5 | <quantity>many | NUMBER_INVALID E/quantityList/quantityElement/quantity
          KGM | kilo | UNIT_INVALID E/quantityList/quantityElement/uom
          <quantityElement> | <quantityElement>text | FIELD_UNKNOWN E/quantityList/quantityElement/text()
          `value="4.5"` | `value="warm"` | NUMBER_INVALID E/sensorElementList/sensorElement/sensorReport/@value
          `type="gs1:Temperature"` | `` | FIELD_MISSING E/sensorElementList/sensorElement/sensorReport/type
          <sensorReport | `<sensorReport colour="red"` | FIELD_UNKNOWN E/sensorElementList/sensorElement/sensorReport/@colour
          <ObjectEvent> | <ObjectEvent>text | FIELD_UNKNOWN E/text()
          <ObjectEvent> | `<ObjectEvent colour="red">` | FIELD_UNKNOWN E/@colour
          """,
      delimiter = '|')
  void eachDamageIsNamedWithItsPathAndNothingElse(String from, String to, String problem) {
    assertThat(DOCUMENT).contains(from);

    assertThat(Reading.problems(DOCUMENT.replace(from, to)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly(
            problem.replace(" E/", " /EPCISDocument/EPCISBody/EventList/ObjectEvent/"));
  }
}
