package io.pharmatrace.epcis;

import static io.pharmatrace.epcis.HostileInputTest.JSON_EVENT;
import static io.pharmatrace.epcis.HostileInputTest.XML_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in every encoding that the standards allow, and in none. */
@Feature(standard = Standard.EPCIS, section = "9", name = "Hostile input")
class EncodingTest {
  @Test
  void bytesThatAreNoUtf8AreAProblem() throws IOException {
    byte[] bytes = JSON_EVENT.getBytes(StandardCharsets.ISO_8859_1);
    int at = JSON_EVENT.indexOf("OBSERVE");
    bytes[at] = (byte) 0xC1; // an overlong form of the backslash
    bytes[at + 1] = (byte) 0x9C;

    assertThat(
            ((ReadResult.Invalid) new EpcisReader().read(new ByteArrayInputStream(bytes)))
                .problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NOT_WELL_FORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  @Feature(standard = Standard.EPCIS, section = "10", name = "Encodings of JSON")
  void everyEncodingOfJsonIsRead(String name) throws IOException {
    for (String text : List.of(JSON_EVENT, "\uFEFF" + JSON_EVENT)) {
      assertThat(
              new EpcisReader()
                  .read(
                      new ByteArrayInputStream(text.getBytes(Charset.forName(name))), Format.JSON))
          .isInstanceOf(ReadResult.Valid.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8",
    "UTF-16, UTF-16BE",
    "UTF-16, UTF-16LE",
    "ISO-8859-1, ISO-8859-1",
    "windows-1252, windows-1252"
  })
  @Feature(standard = Standard.EPCIS, section = "9", name = "Encodings of XML")
  void everyEncodingOfXmlIsRead(String declared, String name) throws IOException {
    String text =
        "<?xml version='1.0' encoding='"
            + declared
            + "'?>"
            + XML_EVENT.replace("<epcList>", "<!--\u00e9--><epcList>");

    for (String mark : List.of("", name.startsWith("UTF") ? "\uFEFF" : "")) {
      assertThat(
              new EpcisReader()
                  .read(
                      new ByteArrayInputStream((mark + text).getBytes(Charset.forName(name))),
                      Format.XML))
          .isInstanceOf(ReadResult.Valid.class);
    }
  }

  @Test
  void unknownOrWrongEncodingOfXmlIsAProblemAndNothingIsPrinted() throws IOException {
    PrintStream standard = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (String text :
          List.of(
              "\u00e9", "<\u00e9/>", "<a>\u00e9</a>", "<?xml version='1.0' encoding='x'?><a/>")) {
        assertThat(
                new EpcisReader()
                    .read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
                        Format.XML))
            .isInstanceOf(ReadResult.Invalid.class);
      }
    } finally {
      System.setErr(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
