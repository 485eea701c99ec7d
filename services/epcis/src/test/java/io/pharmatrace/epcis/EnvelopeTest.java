package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {
  private static final String EVENT =
      """
      <ObjectEvent><eventTime>2026-05-01T08:00:00Z</eventTime>
      <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
      <epcList><epc>urn:epc:id:sgtin:9521234.054321.1</epc></epcList><action>OBSERVE</action>
      </ObjectEvent>
      """;
  private static final String DOCUMENT =
      """
      <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"
          creationDate="2026-05-01T10:00:00+02:00" xmlns:own="https://own.example/ns"
          xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
        <EPCISHeader>
          <sbdh:StandardBusinessDocumentHeader>
            <sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>
            <sbdh:Sender><sbdh:Identifier>urn:epc:id:sgln:9521234.00001.0</sbdh:Identifier></sbdh:Sender>
            <sbdh:Receiver><sbdh:Identifier>urn:epc:id:sgln:9521234.00002.0</sbdh:Identifier></sbdh:Receiver>
            <sbdh:DocumentIdentification><sbdh:Standard>EPCglobal</sbdh:Standard>
              <sbdh:TypeVersion>1.0</sbdh:TypeVersion><sbdh:InstanceIdentifier>7</sbdh:InstanceIdentifier>
              <sbdh:Type>Events</sbdh:Type>
              <sbdh:CreationDateAndTime>2026-05-01T10:00:00Z</sbdh:CreationDateAndTime>
            </sbdh:DocumentIdentification>
          </sbdh:StandardBusinessDocumentHeader>
          <extension><EPCISMasterData><VocabularyList>
            <Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
              <VocabularyElement id="urn:epc:id:sgln:9521234.00001.0">
                <attribute id="urn:epcglobal:cbv:mda#name">Plant &amp; store</attribute>
                <attribute id="urn:own#address"><own:city>Lyon</own:city><own:zip>69001</own:zip></attribute>
                <children><id>urn:epc:id:sgln:9521234.00001.1</id></children>
              </VocabularyElement>
            </VocabularyElementList></Vocabulary>
          </VocabularyList></EPCISMasterData></extension>
          <own:statement>true</own:statement>
        </EPCISHeader>
        <EPCISBody><EventList>%s</EventList></EPCISBody>
        <own:trailer>9</own:trailer>
      </epcis:EPCISDocument>
      """
          .formatted(EVENT);
  private static final String QUERY =
      """
      <q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0"
          creationDate="2026-05-01T10:00:00Z">
        <EPCISBody><q:QueryResults><queryName>SimpleEventQuery</queryName>
          <subscriptionID>daily</subscriptionID>
          <resultsBody><EventList>%s</EventList></resultsBody></q:QueryResults></EPCISBody>
      </q:EPCISQueryDocument>
      """
          .formatted(EVENT);

  private static final String MASTER_DATA =
      """
      <md:EPCISMasterDataDocument xmlns:md="urn:epcglobal:epcis-masterdata:xsd:2" schemaVersion="2.0"
          creationDate="2026-05-01T10:00:00Z">
        <EPCISBody><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:EPCClass">
          <VocabularyElementList><VocabularyElement id="urn:epc:idpat:sgtin:9521234.054321.*">
            <attribute id="urn:epcglobal:cbv:mda#descriptionShort">Tablets</attribute>
          </VocabularyElement></VocabularyElementList>
        </Vocabulary></VocabularyList></EPCISBody>
      </md:EPCISMasterDataDocument>
      """;

  @Test
  @Feature(
      standard = Standard.EPCIS_1_2,
      section = "9",
      name = "XML with the extension elements of version 1.2")
  void headerOfVersion12HasTheBusinessHeaderThatItsSchemaWants() throws IOException {
    String without =
        DOCUMENT.replaceAll(
            "(?s)<sbdh:StandardBusinessDocumentHeader>.*</sbdh:StandardB[a-zA-Z]*>", "");

    assertThat(Reading.document(without).envelope().header())
        .extracting(field -> field.name().getLocalPart())
        .containsExactly("statement");
    // Reading checks that a business header has all its parts.
    assertThat(converted(without, Syntax.XML_1_2).envelope().header())
        .extracting(field -> field.name().getLocalPart())
        .containsExactly("StandardBusinessDocumentHeader", "statement");
    assertThat(converted(without, Syntax.XML_2_0).envelope().header())
        .extracting(field -> field.name().getLocalPart())
        .containsExactly("statement");
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  @Feature(
      standard = Standard.EPCIS,
      section = "9",
      name = "Header with business document header, master data and user fields")
  void headerMasterDataAndUserFieldsSurviveEverySyntax(Syntax syntax) throws IOException {
    Envelope original = Reading.document(DOCUMENT).envelope();
    Envelope back = converted(DOCUMENT, syntax).envelope();

    assertThat(back.kind()).isEqualTo(Envelope.Kind.DOCUMENT);
    assertThat(back.creationDate()).isEqualTo(original.creationDate());
    assertThat(back.header()).isEqualTo(original.header());
    assertThat(back.fields())
        .containsExactly(Extension.text(new QName("https://own.example/ns", "trailer"), "9"));
    assertThat(back.masterData()).isEqualTo(original.masterData());
    MasterData.Element place = back.masterData().getFirst().elements().getFirst();
    assertThat(place.children()).containsExactly("urn:epc:id:sgln:9521234.00001.1");
    assertThat(place.attributes().getFirst().value().text()).isEqualTo("Plant & store");
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  @Feature(standard = Standard.EPCIS, section = "9", name = "Query documents")
  void queryDocumentStaysOne(Syntax syntax) throws IOException {
    EpcisDocument back = converted(QUERY, syntax);

    assertThat(back.envelope().kind()).isEqualTo(Envelope.Kind.QUERY_DOCUMENT);
    assertThat(back.envelope().query()).isEqualTo(new Envelope.Query("SimpleEventQuery", "daily"));
    assertThat(back.events()).isEqualTo(Reading.events(QUERY));
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Sender, receiver and instance identifier")
  void senderAndReceiverOfJsonSurvive(Syntax syntax) throws IOException {
    String json =
        """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-05-01T10:00:00Z",
         "sender": "urn:epc:id:pgln:9521234.00001", "instanceIdentifier": "42",
         "epcisBody": {"eventList": []}}
        """;

    assertThat(converted(json, syntax).envelope().fields())
        .extracting(f -> f.name().getLocalPart() + "=" + f.text())
        .containsExactlyElementsOf(
            List.of("sender=urn:epc:id:pgln:9521234.00001", "instanceIdentifier=42"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Syntax.class,
      names = {"XML_2_0", "XML_1_2"})
  @Feature(standard = Standard.EPCIS, section = "9", name = "Master data documents")
  void masterDataDocumentStaysOne(Syntax syntax) throws IOException {
    Envelope back = converted(MASTER_DATA, syntax).envelope();

    assertThat(back.kind()).isEqualTo(Envelope.Kind.MASTER_DATA_DOCUMENT);
    assertThat(back.masterData())
        .isEqualTo(Reading.document(MASTER_DATA).envelope().masterData())
        .hasSize(1);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "9", name = "Master data documents")
  void masterDataDocumentIsAHeaderInJson() throws IOException {
    Envelope back = converted(MASTER_DATA, Syntax.JSON_LD_2_0).envelope();

    assertThat(back.kind()).isEqualTo(Envelope.Kind.DOCUMENT);
    assertThat(back.masterData()).isEqualTo(Reading.document(MASTER_DATA).envelope().masterData());
  }

  private static EpcisDocument converted(String document, Syntax syntax) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EpcisWriter.write(Reading.document(document), syntax, Spelling.AS_GIVEN, out);
    return Reading.document(out.toString(StandardCharsets.UTF_8));
  }
}
