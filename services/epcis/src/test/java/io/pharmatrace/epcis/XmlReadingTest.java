package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class XmlReadingTest {

  @Test
  @Feature(
      standard = Standard.EPCIS_1_2,
      section = "9",
      name = "XML with the extension elements of version 1.2")
  void version12WithExtensionWrappersIsReadInFull() {
    EpcisDocument document =
        Reading.document(
            """
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"
                creationDate="2026-05-01T10:00:00Z" xmlns:cbvmda="urn:epcglobal:cbv:mda"
                xmlns:own="https://own.example/ns">
              <EPCISHeader><own:statement>true</own:statement></EPCISHeader>
              <EPCISBody><EventList>
                <ObjectEvent>
                  <eventTime>2026-04-30T06:00:00Z</eventTime>
                  <eventTimeZoneOffset>-05:00</eventTimeZoneOffset>
                  <baseExtension><eventID>urn:uuid:6d2f8f0e-0d34-4c0b-b1a8-0d6f4a7f9c11</eventID></baseExtension>
                  <epcList><epc>urn:epc:id:sgtin:9521234.054321.AB1</epc></epcList>
                  <action>ADD</action>
                  <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
                  <disposition>urn:epcglobal:cbv:disp:active</disposition>
                  <readPoint><id>urn:epc:id:sgln:9521234.00001.0</id></readPoint>
                  <extension>
                    <destinationList>
                      <destination type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:sgln:9521234.00002.0</destination>
                    </destinationList>
                    <ilmd>
                      <cbvmda:lotNumber>L7</cbvmda:lotNumber>
                      <cbvmda:itemExpirationDate>2028-01-31</cbvmda:itemExpirationDate>
                    </ilmd>
                  </extension>
                  <own:flag>false</own:flag>
                </ObjectEvent>
                <extension><TransformationEvent>
                  <eventTime>2026-04-30T07:00:00.25-05:00</eventTime>
                  <eventTimeZoneOffset>-05:00</eventTimeZoneOffset>
                  <inputEPCList><epc>urn:epc:id:sgtin:9521234.054321.AB1</epc></inputEPCList>
                  <outputEPCList><epc>urn:epc:id:sgtin:9521234.054322.AB1</epc></outputEPCList>
                </TransformationEvent></extension>
              </EventList></EPCISBody>
            </epcis:EPCISDocument>
            """);

    assertThat(document.envelope().schemaVersion()).isEqualTo("1.2");
    assertThat(document.events()).hasSize(2);
    ObjectEvent event = (ObjectEvent) document.events().getFirst();
    assertThat(event.epcs().getFirst().canonical())
        .isEqualTo("https://id.gs1.org/01/09521234543213/21/AB1");
    assertThat(event.bizStep()).isEqualTo(Term.bizStep("commissioning"));
    assertThat(event.ilmd().lotNumber()).contains("L7");
    assertThat(event.ilmd().itemExpirationDate()).contains("2028-01-31");
    assertThat(event.common().destinations().getFirst().id().canonical())
        .isEqualTo("https://id.gs1.org/414/9521234000020");
    assertThat(event.common().eventId()).isNotNull();
    assertThat(event.common().extensions()).extracting(Extension::text).containsExactly("false");
    assertThat(document.events().get(1)).isInstanceOf(TransformationEvent.class);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "9", name = "Invalid XML: all problems at once")
  void everyProblemOfEveryEventIsNamedWithItsPath() {
    assertThat(
            Reading.problems(
                Reading.xml(
                    """
                    <ObjectEvent>
                      <eventTime>yesterday</eventTime>
                      <eventTimeZoneOffset>+25:00</eventTimeZoneOffset>
                      <epcList><epc>no uri</epc></epcList>
                      <action>MOVE</action>
                      <bizStep>teleporting</bizStep>
                      <colour>red</colour>
                    </ObjectEvent>
                    """,
                    "<QuantityEvent/>")))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactlyInAnyOrder(
            "TIME_INVALID " + event(1, "eventTime"),
            "TIME_ZONE_OFFSET_INVALID " + event(1, "eventTimeZoneOffset"),
            "URI_INVALID " + event(1, "epcList/epc"),
            "ACTION_INVALID " + event(1, "action"),
            "TERM_UNKNOWN " + event(1, "bizStep"),
            "FIELD_UNKNOWN " + event(1, "colour"),
            "EVENT_TYPE_UNKNOWN /EPCISDocument/EPCISBody/EventList/QuantityEvent/type");
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "9",
      name = "No entity expansion, no external entities")
  void manyCharacterReferencesAreNoEntityExpansion() {
    String event =
        """
        <ObjectEvent><eventTime>2026-11-21T08:00:00Z</eventTime>
        <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
        <epcList><epc>urn:epc:id:sgtin:9521234.054321.1</epc></epcList><action>OBSERVE</action>
        <example:text>%s</example:text></ObjectEvent>
        """
            .formatted("&amp;&#65;".repeat(2_000));
    String[] events = Collections.nCopies(60, event).toArray(String[]::new);

    assertThat(Reading.events(Reading.xml(events))).hasSize(60);
  }

  private static String event(int position, String field) {
    String index = position == 1 ? "" : "[" + position + "]";
    return "/EPCISDocument/EPCISBody/EventList/ObjectEvent" + index + "/" + field;
  }
}
