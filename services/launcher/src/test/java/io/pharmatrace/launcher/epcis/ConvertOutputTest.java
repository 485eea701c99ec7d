package io.pharmatrace.launcher.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Where answers and converted documents go may be full, closed or missing: nothing is lost in
 * silence.
 */
class ConvertOutputTest {
  private static final PrintStream STANDARD_OUTPUT = System.out;
  private static final String EVENT =
      """
      {"type":"ObjectEvent","eventTime":"2020-03-04T11:00:30Z","eventTimeZoneOffset":"+01:00",
      "epcList":["urn:own:\u00e9\ud83d\ude00"],"action":"OBSERVE"}""";

  @TempDir Path directory;

  @AfterEach
  void giveBackTheStream() {
    System.setOut(STANDARD_OUTPUT);
  }

  @Test
  void answerHasTheDocumentWhateverItsCharacters() throws IOException {
    Path file = Files.writeString(directory.resolve("event.json"), EVENT);
    StringWriter printed = new StringWriter();

    int code =
        command(new PrintWriter(printed)).execute("convert", "--to", "json", "" + file, "" + file);

    assertThat(code).isZero();
    List<String> answers = printed.toString().lines().toList();
    assertThat(answers).hasSize(2);
    assertThat(new ObjectMapper().readTree(answers.getFirst()).get("document").asText())
        .contains("urn:own:\u00e9\ud83d\ude00");
  }

  @Test
  void attributeThatJsonDoesNotGiveBackIsTold() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("event.xml"),
            """
            <e:ObjectEvent xmlns:e='urn:epcglobal:epcis:xsd:2' xmlns:own='https://own.example/'>
            <eventTime>2020-03-04T11:00:30Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
            <epcList><epc>urn:own:thing</epc></epcList><action>OBSERVE</action>
            <own:box><own:size unit='m' own:of='it' xml:lang='en'>2</own:size><own:name xml:lang='de'>x</own:name></own:box>
            </e:ObjectEvent>""");
    StringWriter printed = new StringWriter();

    command(new PrintWriter(printed)).execute("convert", "--to", "json", "" + file, "" + file);
    command(new PrintWriter(printed)).execute("convert", "--to", "xml-1.2", "" + file, "" + file);

    List<String> answers = printed.toString().lines().toList();
    assertThat(new ObjectMapper().readTree(answers.getFirst()).get("changed"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "0 own:box/own:size/@unit",
            "0 own:box/own:size/@own:of",
            "0 own:box/own:size/@xml:lang");
    assertThat(new ObjectMapper().readTree(answers.getLast()).has("changed")).isFalse();
  }

  @Test
  void whatOnlyXmlMustHaveIsAdded() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("query.json"),
            """
            {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
            "type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"Q","resultsBody":{
            "vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[]},
            {"type":"urn:own:type","vocabularyElementList":[{"id":"urn:own:a","attributes":[
            {"id":"urn:own:n","attribute":5}]}]}]}}}}""");
    Path xml = directory.resolve("query.xml");

    command(new PrintWriter(new StringWriter()))
        .execute("convert", "--to", "xml-2.0", "-o", "" + xml, "" + file);

    assertThat(command(new PrintWriter(new StringWriter())).execute("validate", "" + xml)).isZero();
    assertThat(xml)
        .content()
        .contains("<VocabularyList>", "<attribute id=\"urn:own:n\">5<")
        .doesNotContain("<EventList");
  }

  @Test
  void fullDeviceIsAFaultAndNotAWrongInput() throws IOException {
    Path file = Files.writeString(directory.resolve("event.json"), EVENT);
    System.setOut(new PrintStream(full(), true, StandardCharsets.UTF_8));

    assertFault("cannot write the converted document", "convert", "--to", "json", "" + file);
    assertFault("cannot write answers", "hash", "" + file);
    assertFault(
        "cannot write the converted document",
        "convert",
        "--to",
        "json",
        "-o",
        directory.resolve("nowhere/x").toString(),
        "" + file);
  }

  private static void assertFault(String message, String... arguments) {
    StringWriter complaints = new StringWriter();
    int code =
        command(new PrintWriter(full(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(complaints, true))
            .execute(arguments);

    assertThat(code).isEqualTo(1);
    assertThat(complaints.toString()).contains(message);
  }

  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("no space left on device");
      }
    };
  }

  private static CommandLine command(PrintWriter out) {
    return new CommandLine(new EpcisCommand()).setOut(out);
  }
}
