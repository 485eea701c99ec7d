package io.pharmatrace.launcher.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ParseCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final StringWriter printed = new StringWriter();
  private final List<JsonNode> answers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]d2010030001012345510A{GS}21S",
        "]d2010030001012345510A<GS>21S",
        "]d2010030001012345510A^]21S",
        "]d2010030001012345510A\\x1D21S",
        "]d2010030001012345510A\u241d21S",
        "]d2010030001012345510A\u001d21S",
      })
  void separatorIsUnderstoodHoweverAPersonWritesIt(String text) throws IOException {
    assertThat(run(text)).isZero();
    assertThat(answers.getFirst().at("/forms/bracketed").asText())
        .isEqualTo("(01)00300010123455(10)A(21)S");
    assertThat(answers.getFirst().at("/input").asText()).isEqualTo(text);
  }

  @Test
  void rawTextIsTakenAsItIsAndTheSubstituteIsDiagnosed() throws IOException {
    assertThat(run("--raw", "]d2010030001012345510A{GS}21S")).isEqualTo(1);
    assertThat(answers.getFirst().at("/problems/0/code").asText()).isEqualTo("INVALID_CHARACTER");
    assertThat(answers.getFirst().at("/diagnosis/findings/0/fault").asText())
        .isEqualTo("SUBSTITUTED_SEPARATORS");
    assertThat(answers.getFirst().at("/diagnosis/repair/applied").asBoolean(true)).isFalse();
  }

  @Test
  void configuredSeparatorIsOne() throws IOException {
    assertThat(run("--separator", "|", "010030001012345510A|21S")).isZero();
    assertThat(run("--separator", "A", "x")).isEqualTo(2);
  }

  @Test
  void everyLineOfStandardInputHasItsAnswer() throws IOException {
    String lines = "0100300010123455\u001d10A\r\n\n]D1\u0000\u001c\u0085\u2028x\n(21)A";
    assertThat(runOn(lines.getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0).at("/ok").asBoolean()).isTrue();
    assertThat(answers.get(1).at("/problems/0/code").asText()).isEqualTo("EMPTY_INPUT");
    assertThat(answers.get(3).at("/read").asBoolean()).isTrue();
    assertThat(answers.get(3).at("/problems/0/code").asText()).isEqualTo("MISSING_COMPANION");
  }

  @Test
  void bytesThatAreNoTextAndLongLinesAreAnswered() throws IOException {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < 50_000 ? i | 0x80 : 'A');
    }
    bytes[50_000] = '\n';
    assertThat(runOn(bytes)).isEqualTo(1);
    assertThat(answers).hasSize(2);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.at("/problems/0/code").asText()).isEqualTo("INPUT_TOO_LONG"));
  }

  @Test
  void urnNeedsTheLengthOfTheCompanyPrefix() throws IOException {
    assertThat(run("(01)00300010123455(21)11", "--company-prefix-length", "6")).isZero();
    assertThat(answers.getFirst().at("/identifier/urn").asText())
        .isEqualTo("urn:epc:id:sgtin:030001.0012345.11");
    assertThat(run("x", "--company-prefix-length", "5")).isEqualTo(2);
  }

  @Test
  void whyThereIsNoDigitalLinkIsTold() throws IOException {
    assertThat(run("(01)37021484892060(235)y(22)e")).isZero();
    assertThat(answers.getFirst().at("/forms/digitalLink").isMissingNode()).isTrue();
    assertThat(answers.getFirst().at("/noDigitalLink/0/ai").asText()).isEqualTo("235");
  }

  @Test
  void readingsOfWhichNoneIsTheOnlyOneAreListed() throws IOException {
    assertThat(run("010030001012345517270331" + "10A123" + "21S11")).isZero();
    assertThat(answers.getFirst().at("/diagnosis/repair").isMissingNode()).isTrue();
    assertThat(answers.getFirst().at("/diagnosis/possibleReadings/0/applied").asBoolean(true))
        .isFalse();
    assertThat(answers.getFirst().at("/diagnosis/possibleReadings/0/elements/3/value").asText())
        .isEqualTo("S11");
  }

  @Test
  void inputIsReadNoFurtherWhenNobodyReadsTheAnswers() throws IOException {
    ByteArrayInputStream input =
        new ByteArrayInputStream("(21)A\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    InputStream before = System.in;
    System.setIn(input);
    try {
      OutputStream closed = OutputStream.nullOutputStream();
      closed.close();
      int code =
          new CommandLine(new ParseCommand())
              .setOut(new PrintWriter(closed, true, StandardCharsets.UTF_8))
              .execute();
      assertThat(code).isEqualTo(1);
      assertThat(input.available()).isPositive();
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void format06IsNamed() throws IOException {
    assertThat(run("[)>{RS}06{GS}9N110375286414{GS}SABC{RS}{EOT}")).isEqualTo(1);
    assertThat(answers.getFirst().at("/problems/0/code").asText()).isEqualTo("NOT_GS1_FORMAT_06");
    assertThat(answers.getFirst().at("/format06/fields/0/title").asText()).isEqualTo("PPN");
    assertThat(answers.getFirst().at("/format06/gtin").asText()).isEqualTo("04150037528643");
  }

  private int runOn(byte[] input) throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return run();
    } finally {
      System.setIn(before);
    }
  }

  private int run(String... arguments) throws IOException {
    answers.clear();
    printed.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(printed, true);
    CommandLine command =
        new CommandLine(new ParseCommand())
            .setOut(writer)
            .setErr(new PrintWriter(new StringWriter()));
    int code = command.execute(arguments);
    for (String line : printed.toString().lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return code;
  }
}
