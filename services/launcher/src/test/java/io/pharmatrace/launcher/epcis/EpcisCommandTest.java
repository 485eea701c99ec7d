package io.pharmatrace.launcher.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EpcisCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InputStream STANDARD_INPUT = System.in;
  private static final PrintStream STANDARD_OUTPUT = System.out;

  /** Published with the reference implementation, see services/epcis. */
  private static final String HASH =
      "ni:///sha-256;6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7?ver=CBV2.0";

  private static final String EVENT =
      """
      {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",\
      {"example":"https://ns.example.com/epcis/"}],"type":"ObjectEvent",\
      "eventID":"urn:uuid:1","eventTime":"2020-03-04T11:00:30.000+01:00","eventTimeZoneOffset":"+01:00",\
      "epcList":["urn:epc:id:sscc:4012345.0000000333","urn:epc:id:sscc:4012345.0000000111",\
      "urn:epc:id:sscc:4012345.0000000222"],"action":"OBSERVE","bizStep":"departing",\
      "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.987"},\
      "example:myField1":{"example:mySubField1":"2","example:mySubField2":"5"},\
      "example:myField2":"0","example:myField3":{"example:mySubField3":["3","1"]}}""";

  private static final String BAD = EVENT.replace("OBSERVE", "MOVE").replace("departing", "gone");

  @TempDir Path directory;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complaints = new StringWriter();

  @AfterEach
  void giveBackTheStreams() {
    System.setIn(STANDARD_INPUT);
    System.setOut(STANDARD_OUTPUT);
  }

  @Test
  void hashIsThePublishedOneInJsonAndXml() throws IOException {
    Path json = write("event.json", EVENT);
    Path xml = directory.resolve("event.xml");
    assertThat(run("convert", "--to", "xml-2.0", "-o", xml.toString(), json.toString())).isZero();
    printed.getBuffer().setLength(0);

    assertThat(run("hash", "--pre-hash", json.toString(), xml.toString())).isZero();

    assertThat(answers())
        .hasSize(2)
        .allSatisfy(
            answer -> {
              assertThat(answer.get("hash").asText()).isEqualTo(HASH);
              assertThat(answer.get("event").asInt()).isZero();
              assertThat(answer.get("eventID").asText()).isEqualTo("urn:uuid:1");
              assertThat(answer.get("preHash").asText()).startsWith("eventType=ObjectEvent");
            });
  }

  @Test
  void errorDeclarationHasAHashOfItsOwn() throws IOException {
    String declared =
        EVENT.replace(
            "\"action\"",
            "\"errorDeclaration\":{\"declarationTime\":\"2026-01-01T00:00:00Z\"},\"action\"");

    assertThat(run("hash", write("event.json", declared).toString())).isZero();

    assertThat(answers().getFirst().get("hash").asText()).isEqualTo(HASH);
    assertThat(answers().getFirst().get("errorDeclarationHash").asText()).hasSize(64);
  }

  @Test
  void linesOfStandardInputAreAnsweredOneByOne() throws IOException {
    Path file = write("event.json", EVENT);
    input(String.join("\n", EVENT, "", "{broken", "  " + file, "no-such-file", EVENT, BAD));

    assertThat(run("hash", "--lines")).isEqualTo(1);

    Map<Integer, String> outcomes =
        Map.of(
            1,
            HASH,
            3,
            "NOT_WELL_FORMED",
            4,
            HASH,
            5,
            "INPUT_UNREADABLE",
            6,
            HASH,
            7,
            "ACTION_INVALID");
    assertThat(answers()).hasSize(outcomes.size());
    assertThat(answers())
        .allSatisfy(
            answer ->
                assertThat(answer.toString())
                    .contains(String.valueOf(outcomes.get(answer.get("line").asInt()))));
  }

  @Test
  void byteOrderMarkBeforeTheLinesIsNoPartOfThem() throws IOException {
    Path file = write("event.json", EVENT);
    for (String first : List.of(EVENT, file.toString())) {
      printed.getBuffer().setLength(0);
      input("\uFEFF" + first + "\n" + EVENT);

      assertThat(run("hash", "--lines")).isZero();
      assertThat(answers()).hasSize(2).allSatisfy(a -> assertThat(a.toString()).contains(HASH));
    }
  }

  @Test
  void oneFileWithMoreThanFitsIsAnsweredAndTheNextGoesOn() throws IOException {
    Path large = write("large.xml", "<a><!--" + "x".repeat(3_000_000) + "--></a>");
    Path good = write("event.json", EVENT);

    assertThat(run("validate", large.toString(), good.toString())).isEqualTo(1);
    assertThat(answers()).extracting(a -> a.get("valid").asBoolean()).containsExactly(false, true);
  }

  @Test
  void validateNamesEveryProblem() throws IOException {
    Path good = write("good.json", EVENT);
    Path bad = write("bad.json", BAD);

    assertThat(run("validate", good.toString(), bad.toString(), "missing.json")).isEqualTo(1);

    assertThat(answers()).extracting(answer -> answer.get("valid")).hasSize(3);
    assertThat(answers().getFirst().get("valid").asBoolean()).isTrue();
    assertThat(answers().getFirst().get("events").asInt()).isOne();
    assertThat(answers().get(1).get("problems").findValuesAsText("path"))
        .containsExactlyInAnyOrder("/action", "/bizStep");
    assertThat(answers().get(2).toString()).contains("INPUT_UNREADABLE");
    assertThat(run("validate", good.toString())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "xml-1.2, <epcis:ObjectEvent",
    "xml-2.0, <epcis:ObjectEvent",
    "json, '{\"@context\"'"
  })
  void convertedDocumentIsPrintedAsItIs(String syntax, String beginning) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    input(EVENT);

    assertThat(run("convert", "--to", syntax)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(beginning)
        .contains("4012345.00011.987");
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void severalConversionsAreAnswersAndSpellingsAreChosen() throws IOException {
    input(EVENT + "\n" + BAD);

    assertThat(run("convert", "--to", "json", "--digital-link", "--lines")).isEqualTo(1);
    String link = answers().getFirst().get("document").asText();
    assertThat(link).contains("https://id.gs1.org/414/4012345000115/254/987");
    assertThat(answers().get(1).get("problems").size()).isEqualTo(2);

    printed.getBuffer().setLength(0);
    input(link);
    assertThat(run("convert", "--to", "xml-1.2", "--urn", "4012345", "--lines")).isZero();
    assertThat(answers().getFirst().get("document").asText())
        .contains("urn:epc:id:sgln:4012345.00011.987");
  }

  @Test
  void invalidDocumentLeavesNoFile() throws IOException {
    Path target = directory.resolve("target.xml");

    assertThat(
            run(
                "convert",
                "--to",
                "xml-2.0",
                "-o",
                target.toString(),
                write("b.json", BAD).toString()))
        .isEqualTo(1);

    assertThat(target).doesNotExist();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(run("convert")).isEqualTo(2);
    assertThat(run("convert", "--to", "pdf")).isEqualTo(2);
    assertThat(run("convert", "--to", "json", "--urn", "12")).isEqualTo(2);
    assertThat(run("convert", "--to", "json", "--urn", "0614141", "--digital-link")).isEqualTo(2);
    assertThat(run("convert", "--to", "json", "-o", "x", "a", "b")).isEqualTo(2);
    assertThat(complaints.toString()).contains("none of json, xml-2.0, xml-1.2");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static void input(String text) {
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<JsonNode> answers() throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : printed.toString().lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  private int run(String... arguments) {
    return new CommandLine(new EpcisCommand())
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(complaints, true))
        .execute(arguments);
  }
}
