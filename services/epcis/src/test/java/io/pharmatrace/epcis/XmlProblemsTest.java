package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.api.Test;
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
          </EPCISHeader> | </EPCISHeader><EPCISHeader/> | FIELD_DUPLICATE /EPCISDocument/EPCISHeader[2]
          </EPCISBody> | </EPCISBody><EPCISBody><EventList/></EPCISBody> | FIELD_DUPLICATE /EPCISDocument/EPCISBody[2]
          </EventList> | </EventList><EventList/> | FIELD_DUPLICATE /EPCISDocument/EPCISBody/EventList[2]
          <action>ADD</action> | <action>ADD</action><action>DELETE</action> | FIELD_DUPLICATE E/action[2]
          <action>ADD</action> | `<action>ADD</action><disposition>urn:own:a</disposition><extension><disposition>urn:own:b</disposition></extension>` | FIELD_DUPLICATE E/extension/disposition
          <eventTimeZoneOffset> | <eventTime>2026-05-01T09:00:00Z</eventTime><eventTimeZoneOffset> | FIELD_DUPLICATE E/eventTime[2]
          <epcList> | <epcList><epc>urn:own:other</epc></epcList><epcList> | FIELD_DUPLICATE E/epcList[2]
          <readPoint> | <readPoint><id>urn:own:door</id></readPoint><readPoint> | FIELD_DUPLICATE E/readPoint[2]
          <readPoint> | <readPoint><id>urn:own:door</id> | FIELD_DUPLICATE E/readPoint/id[2]
          <epcClass> | <epcClass>urn:own:other</epcClass><epcClass> | FIELD_DUPLICATE E/quantityList/quantityElement/epcClass[2]
          <quantity>1.5 | <quantity>2</quantity><quantity>1.5 | FIELD_DUPLICATE E/quantityList/quantityElement/quantity[2]
          <epcList> | `<x:bizStep xmlns:x="urn:epcglobal:epcis:xsd:2">urn:own:step</x:bizStep><epcList>` | FIELD_UNKNOWN E/bizStep
          <epcList> | `<x:a xmlns:x="urn:epcglobal:epcis:xsd:1">1</x:a><epcList>` | FIELD_UNKNOWN E/a
          <epcList> | `<x:a xmlns:x="https://ref.gs1.org/epcis/">1</x:a><epcList>` | FIELD_UNKNOWN E/a
          <epcList> | <type>ObjectEvent</type><epcList> | FIELD_UNKNOWN E/type
          <quantityElement> | `<quantityElement><x:a xmlns:x="urn:own">1</x:a>` | FIELD_UNKNOWN E/quantityList/quantityElement/a
          <bizTransaction type | `<bizTransaction x:a="1" xmlns:x="urn:own" type` | FIELD_UNKNOWN E/bizTransactionList/bizTransaction/@x:a
          <epcList> | `<epcList a="1">` | FIELD_UNKNOWN E/epcList/@a
          <epc> | `<epc a="1">` | FIELD_UNKNOWN E/epcList/epc/@a
          <action> | `<action a="1">` | FIELD_UNKNOWN E/action/@a
          <readPoint> | `<readPoint id="urn:own:door">` | FIELD_UNKNOWN E/readPoint/@id
          </epcList> | `</epcList><persistentDisposition><set>urn:own:a</set><x:a xmlns:x="urn:own"/></persistentDisposition>` | FIELD_UNKNOWN E/persistentDisposition/a
          </epcList> | </epcList><sourceList/> | FIELD_MISSING E/sourceList/source
          </epcList> | </epcList><ilmd>text</ilmd> | FIELD_UNKNOWN E/ilmd/text()
          </epcList> | `</epcList><disposition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>` | FIELD_TYPE E/disposition
          <sensorReport | `<sensorMetadata>text</sensorMetadata><sensorReport` | FIELD_UNKNOWN E/sensorElementList/sensorElement/sensorMetadata/text()
          <EventList> | `<EventList>text` | FIELD_UNKNOWN /EPCISDocument/EPCISBody/EventList/text()
          <EPCISBody> | `<EPCISBody>text` | FIELD_UNKNOWN /EPCISDocument/EPCISBody/text()
          <EventList> | `<EventList a="1">` | FIELD_UNKNOWN /EPCISDocument/EPCISBody/EventList/@a
          <EPCISBody> | `<EPCISBody a="1">` | FIELD_UNKNOWN /EPCISDocument/EPCISBody/@a
          <EventList> | `<EventList><x:ObjectEvent xmlns:x="urn:foreign"/>` | EVENT_TYPE_UNKNOWN /EPCISDocument/EPCISBody/EventList/ObjectEvent/type
          <epc>urn:own:thing | <epc>urn:own:thing<extension>more</extension> | FIELD_TYPE E/epcList/epc
          <quantity>1.5 | `<quantity xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">1.5` | FIELD_TYPE E/quantityList/quantityElement/quantity
          <quantity>1.5 | <quantity>\u0663 | NUMBER_INVALID E/quantityList/quantityElement/quantity
          </epcList> | `</epcList><x:a xmlns:x="urn:own">first<x:b/>then</x:a>` | FIELD_TYPE E/a/text()
          </epcList> | `</epcList><ilmd><x:a xmlns:x="urn:own"><x:b><x:c/>then</x:b></x:a></ilmd>` | FIELD_TYPE E/ilmd/a/b/text()
          <EPCISHeader> | <EPCISHeader><extension><EPCISMasterData/></extension> | FIELD_MISSING /EPCISDocument/EPCISHeader/extension/EPCISMasterData/VocabularyList
          urn:epcglobal:epcis:xsd:2 | urn:epcglobal:epcis-query:xsd:2 | NOT_EPCIS /EPCISDocument
          urn:epcglobal:epcis:xsd:2 | urn:epcglobal:epcis:xsd:3 | NOT_EPCIS /EPCISDocument
          """,
      delimiter = '|')
  void eachDamageIsNamedWithItsPathAndNothingElse(String from, String to, String problem) {
    assertThat(DOCUMENT).contains(from);

    assertThat(Reading.problems(DOCUMENT.replace(from, to)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly(
            problem.replace(" E/", " /EPCISDocument/EPCISBody/EventList/ObjectEvent/"));
  }

  @Test
  void whatABusinessHeaderMustHaveIsMissed() {
    String header =
        """
        <EPCISHeader><s:StandardBusinessDocumentHeader
          xmlns:s="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
          <s:Sender/><s:DocumentIdentification><s:Standard>EPCglobal</s:Standard><s:Type>x</s:Type>
          <s:InstanceIdentifier>1</s:InstanceIdentifier><s:TypeVersion>1</s:TypeVersion>
          </s:DocumentIdentification></s:StandardBusinessDocumentHeader>""";
    String path = "FIELD_MISSING /EPCISDocument/EPCISHeader/StandardBusinessDocumentHeader/";

    assertThat(Reading.problems(DOCUMENT.replace("<EPCISHeader>", header)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactlyInAnyOrder(
            path + "HeaderVersion",
            path + "Receiver",
            path + "Sender/Identifier",
            path + "DocumentIdentification/CreationDateAndTime");
  }

  @Test
  void queryDocumentSaysItsQueryAndHasResults() {
    String query =
        """
        <q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0"
            creationDate="2026-05-01T10:00:00Z"><EPCISBody>%s</EPCISBody></q:EPCISQueryDocument>
        """;
    String path = "/EPCISQueryDocument/EPCISBody";

    assertThat(Reading.problems(query.formatted("<EventList/>")))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly(
            "FIELD_UNKNOWN " + path + "/EventList", "FIELD_MISSING " + path + "/QueryResults");
    assertThat(Reading.problems(query.formatted("<q:QueryResults/>")))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly(
            "FIELD_MISSING " + path + "/QueryResults/queryName",
            "FIELD_MISSING " + path + "/QueryResults/resultsBody");
  }
}
