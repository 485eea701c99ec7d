package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of users' own fields go from syntax to syntax and come back as they were written. */
class UserValuesTest {
  private static final String THING = "\"action\":\"ADD\",\"epcList\":[\"urn:own:thing\"],";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\" x \"",
        "\" \\t\\r\\n\"",
        "1.5",
        "-3",
        "0",
        "true",
        "\"5\"",
        "\"true\"",
        "[\"x\",\"x\"]",
        "[1,\"a\",true,{\"own:b\":1}]",
        "{\"@value\":\"2026-01-01\",\"@type\":\"xsd:date\"}",
        "{\"@value\":\"05\",\"@type\":\"xsd:integer\"}",
        "{\"@value\":\"5\",\"@type\":\"xsd:int\"}",
        "{\"@value\":\"2.0\",\"@type\":\"xsd:decimal\"}",
        "{\"@value\":\"INF\",\"@type\":\"xsd:double\"}",
        "{\"@value\":\"1\",\"@type\":\"xsd:boolean\"}",
        "{\"@value\":\"many\",\"@type\":\"xsd:integer\"}",
        "{\"@value\":\" x \",\"@language\":\"de\"}",
        "[{\"@value\":\"x\",\"@language\":\"de\"},{\"@value\":\"y\",\"@language\":\"en\"}]"
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Values of users' fields come back from every syntax as they were written")
  void jsonValueComesBackAsItWasWritten(String value) throws IOException {
    String json = Survival.event("ObjectEvent", THING + "\"own:a\":" + value);

    for (Syntax syntax : Syntax.values()) {
      assertThat(JsonLd.writeAsGiven(Survival.through(syntax, json)))
          .as("%s", syntax)
          .contains("\"own:a\":" + value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<own:a> x </own:a>",
        "<own:a xsi:type=\"xsd:int\">5</own:a>",
        "<own:a xsi:type=\"xsd:integer\">5</own:a>",
        "<own:a xsi:type=\"xsd:decimal\">5.0</own:a>",
        "<own:a xsi:type=\"xsd:decimal\">5.5</own:a>",
        "<own:a xsi:type=\"xsd:double\">1E5</own:a>",
        "<own:a xsi:type=\"xsd:boolean\">true</own:a>",
        "<own:a xsi:type=\"xsd:boolean\">1</own:a>",
        "<own:a xsi:type=\"xsd:date\">2026-01-01</own:a>",
        "<own:a xml:lang=\"de\">Kiste</own:a>",
        "<own:a><own:b>1</own:b><own:b>2</own:b></own:a>",
        "<own:a>before<own:b>1</own:b></own:a>"
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "9",
      name = "Values of users' fields come back from every syntax as they were written")
  void xmlValueComesBackThroughJsonAsItWasWritten(String element) {
    String xml = xml(element);

    String json = JsonLd.writeAsGiven(Reading.events(xml).getFirst());

    assertThat(EpcisXml.write(Reading.events(json).getFirst(), Syntax.XML_2_0)).contains(element);
  }

  @Test
  @Feature(
      standard = Standard.CBV,
      section = "8.9",
      name = "Event hash: one in every syntax, spelling and order")
  void typeThatXmlDeclaresDoesNotCount() {
    EventHash plain = EventHash.of(Reading.events(xml("<own:a>2026-01-01</own:a>")).getFirst());

    assertThat(
            EventHash.of(
                Reading.events(xml("<own:a xsi:type='xsd:date'> 2026-01-01 </own:a>")).getFirst()))
        .isEqualTo(plain);
    assertThat(
            EventHash.of(
                Reading.events(Survival.event("ObjectEvent", THING + "\"own:a\":\"2026-01-01\""))
                    .getFirst()))
        .isEqualTo(plain);
  }

  @Test
  void whiteSpaceIsNoPartOfABatchNumber() {
    String xml =
        xml("<ilmd><m:lotNumber xmlns:m='urn:epcglobal:cbv:mda'>\n  L1\n</m:lotNumber></ilmd>");

    assertThat(Reading.events(xml).getFirst().ilmd().lotNumber()).hasValue("L1");
  }

  @Test
  void moreThan200AttributesAreTaken() {
    StringBuilder element = new StringBuilder("<own:a");
    for (int i = 0; i < 300; i++) {
      element.append(" a").append(i).append("='1'");
    }

    assertThat(Reading.events(xml(element + "/>")).getFirst().common().extensions())
        .singleElement()
        .satisfies(field -> assertThat(field.children()).hasSize(300));
  }

  private static String xml(String field) {
    return """
        <epcis:ObjectEvent xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:own="https://own.example/ns/"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xmlns:xsd="http://www.w3.org/2001/XMLSchema">
          <eventTime>2026-05-01T08:00:00.5+02:00</eventTime>
          <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
          <epcList><epc>urn:own:thing</epc></epcList><action>ADD</action>
          %s
        </epcis:ObjectEvent>
        """
        .formatted(field);
  }
}
