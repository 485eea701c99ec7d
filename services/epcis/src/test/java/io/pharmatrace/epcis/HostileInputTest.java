package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(standard = Standard.EPCIS, section = "9", name = "Hostile input")
class HostileInputTest {
  static final String JSON_EVENT =
      """
      {"type":"ObjectEvent","eventTime":"2026-11-21T08:00:00Z","eventTimeZoneOffset":"+00:00",
      "epcList":["urn:epc:id:sgtin:9521234.054321.1"],"action":"OBSERVE"}""";
  static final String XML_EVENT =
      """
      <ObjectEvent><eventTime>2026-11-21T08:00:00Z</eventTime>
      <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
      <epcList><epc>urn:epc:id:sgtin:9521234.054321.1</epc></epcList><action>OBSERVE</action>
      </ObjectEvent>""";
  private static final ReadLimits SMALL = new ReadLimits(10_000, 20, 3, 50, 200, 5);

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "9",
      name = "No entity expansion, no external entities")
  void entitiesOfTheDocumentDoNotExist() {
    assertThat(Reading.problems(XML_EVENT.replace("OBSERVE", "&x;")))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NOT_WELL_FORMED);
    assertThat(Reading.problems(Reading.xml(XML_EVENT, "&x;")))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NOT_WELL_FORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE ObjectEvent>",
        "<!DOCTYPE ObjectEvent [<!ENTITY x \"a\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;\">]>",
        "<!DOCTYPE ObjectEvent [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE ObjectEvent SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE ObjectEvent PUBLIC \"x\" \"http://127.0.0.1:9/x.dtd\">"
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "9",
      name = "No entity expansion, no external entities")
  void documentTypesAreRefused(String doctype) {
    assertThat(Reading.problems(doctype + XML_EVENT))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.DTD_FORBIDDEN);
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "Limits of size, depth, number of events and values")
  void eachLimitHasItsOwnAnswer() {
    assertThat(code("{\"type\":\"" + "x".repeat(5_000) + "\"}"))
        .isEqualTo(ProblemCode.LIMIT_EVENT_SIZE);
    assertThat(code(" ".repeat(20_000) + JSON_EVENT)).isEqualTo(ProblemCode.LIMIT_SIZE);
    assertThat(code("<a>" + " ".repeat(20_000))).isEqualTo(ProblemCode.NOT_EPCIS);
    assertThat(code("<ObjectEvent>" + "<a/>\n\n\n\n".repeat(1_000)))
        .isEqualTo(ProblemCode.LIMIT_EVENT_SIZE);
    assertThat(
            code(
                "<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:2' schemaVersion='2.0'"
                    + " creationDate='2026-11-21T08:00:00Z'>"
                    + "<a>".repeat(25)))
        .isEqualTo(ProblemCode.LIMIT_DEPTH);
    assertThat(code("{\"type\":\"ObjectEvent\",\"a:b\":" + "[".repeat(25)))
        .isEqualTo(ProblemCode.LIMIT_DEPTH);
    assertThat(
            code("[" + String.join(",", List.of(JSON_EVENT, JSON_EVENT, JSON_EVENT, JSON_EVENT))))
        .isEqualTo(ProblemCode.LIMIT_EVENTS);
    assertThat(code(Reading.xml(XML_EVENT, XML_EVENT, XML_EVENT, XML_EVENT)))
        .isEqualTo(ProblemCode.LIMIT_EVENTS);
    assertThat(code("{\"type\":\"ObjectEvent\",\"a:b\":[" + "1,".repeat(60)))
        .isEqualTo(ProblemCode.LIMIT_EVENT_SIZE);
    assertThat(code("<ObjectEvent><a>" + "x".repeat(201))).isEqualTo(ProblemCode.LIMIT_EVENT_SIZE);
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "Limits of size, depth, number of events and values")
  void numberOfListedProblemsIsLimited() {
    String event = "{\"type\":\"ObjectEvent\",\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1}";
    assertThat(((ReadResult.Invalid) Reading.read(event, SMALL)).problems()).hasSize(5);
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "Limits of size, depth, number of events and values")
  void hugeNumbersDoNotBlowUp() {
    String event =
        JSON_EVENT.replace("\"action\"", "\"https://own.example/n\": 1e999999999, \"action\"");
    assertThat(Reading.problems(event))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly("NUMBER_INVALID /https:~1~1own.example~1n");
    assertThat(
            Reading.problems(
                JSON_EVENT.replace(
                    "\"action\"",
                    "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"quantity\":1e999999999}], \"action\"")))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NUMBER_INVALID);
  }

  @Test
  void controlCharactersInJsonAreAProblem() {
    assertThat(
            Reading.problems(
                JSON_EVENT.replace("\"action\"", "\"urn:own:n\":\"x\\u0000\", \"action\"")))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.TEXT_INVALID);
  }

  @Test
  void halfOfASurrogatePairInANameIsAProblem() {
    assertThat(
            Reading.problems(JSON_EVENT.replace("\"action\"", "\"urn:own:\\uDC00\":1, \"action\"")))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.TEXT_INVALID);
  }

  @Test
  void xmlOfAnotherVersionIsRefused() {
    assertThat(Reading.problems("<?xml version=\"1.1\"?>" + XML_EVENT))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.VERSION_UNSUPPORTED);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void brokenStreamIsAnExceptionAndNotAProblem(Format format) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    assertThatThrownBy(() -> new EpcisReader().read(broken, format))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the disk is gone");
  }

  @Property(tries = 300)
  void anyBytesAreValidOrAProblem(@ForAll byte[] bytes) throws IOException {
    for (Format format : Format.values()) {
      assertThat(new EpcisReader().read(new ByteArrayInputStream(bytes), format)).isNotNull();
    }
  }

  @Property(tries = 300)
  void damagedDocumentsAreValidOrAProblem(
      @ForAll @IntRange(max = 5_000) int position, @ForAll byte value, @ForAll boolean cut)
      throws IOException {
    for (String text : List.of("[" + JSON_EVENT + "," + JSON_EVENT + "]", Reading.xml(XML_EVENT))) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int at = position % bytes.length;
      bytes[at] = value;
      int length = cut ? at : bytes.length;
      assertThat(new EpcisReader().read(new ByteArrayInputStream(bytes, 0, length))).isNotNull();
    }
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "Limits of size, depth, number of events and values")
  void longPiecesOfXmlHaveALimit() {
    ReadLimits limits = new ReadLimits(10_000_000, 20, 3, 50, 200, 5);
    String much = "x".repeat(200_000);

    for (String text :
        List.of(
            "<!--" + much + "-->" + XML_EVENT,
            "<?x " + much + "?>" + XML_EVENT,
            "<!DOCTYPE a [<!--" + much + "-->]>" + XML_EVENT,
            XML_EVENT.replace("<epcList>", "<!--" + much + "--><epcList>"),
            XML_EVENT.replace("<action>", "<action a='" + much + "'>"),
            XML_EVENT.replace("<action>", "<" + much + ">"))) {
      assertThat(((ReadResult.Invalid) Reading.read(text, limits)).problems())
          .extracting(Problem::code)
          .containsAnyOf(
              ProblemCode.LIMIT_TEXT, ProblemCode.DTD_FORBIDDEN, ProblemCode.NOT_WELL_FORMED);
    }
    assertThat(
            ((ReadResult.Invalid)
                    Reading.read(XML_EVENT.replace("OBSERVE", "<![CDATA[" + much + "]]>"), limits))
                .problems())
        .extracting(Problem::code)
        .containsAnyOf(ProblemCode.LIMIT_EVENT_SIZE, ProblemCode.LIMIT_TEXT);
  }

  private static ProblemCode code(String text) {
    return ((ReadResult.Invalid) Reading.read(text, SMALL)).problems().getLast().code();
  }
}
