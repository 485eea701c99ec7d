package io.pharmatrace.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person and a program get told, on the frozen bundles. */
class VerifyCommandTest {
  private static final Path FILES = Path.of("../transparency/src/test/resources/evidence");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int verify(Object... arguments) {
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("verify"));
    List.of(arguments).forEach(argument -> all.add(argument.toString()));
    return line.execute(all.toArray(String[]::new));
  }

  private static Path file(String name) {
    return FILES.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event.json", "unit.json", "custody.json", "history.json"})
  void aValidBundleIsZero(String name) {
    assertThat(verify(file(name), "--network", file("network.json"))).isZero();
    assertThat(out.toString())
        .contains("COMMITMENTS  ok ")
        .containsPattern("(?m)^VALID\\. ")
        .doesNotContain("FAILED");
  }

  /** The bundle of a pack is its chain: a person reads it line by line, a program as a list. */
  @Test
  void thePathOfAPackIsPrintedStepByStep() {
    assertThat(verify(file("history.json"), "--network", file("network.json"))).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^PATH +ok +The batch: made by Maker Ltd\\. .*, block 20 of ")
        .containsPattern(
            "(?m)^PATH +ok +Step 2: handed over by Maker Ltd\\. .* to Wholesaler Ltd\\. .*, block 24 of ");
    out.getBuffer().setLength(0);
    assertThat(verify("--json", file("history.json"), "--network", file("network.json"))).isZero();
    assertThat(out.toString())
        .contains("\"steps\":[{\"block\":20,")
        .contains("\"kind\":\"HANDOVER\"");
  }

  @Test
  void aDevelopmentChainIsTwo() {
    assertThat(verify(file("development.json"), "--network", file("development-network.json")))
        .isEqualTo(2);
    assertThat(out.toString())
        .contains("BLOCK        not proven ")
        .contains("CONSISTENT, BUT NO CONSENSUS PROOF.");
  }

  @Test
  void withoutANetworkFileNothingIsProven() {
    assertThat(verify(file("custody.json"))).isEqualTo(2);
    assertThat(out.toString()).contains("No network file was given");
  }

  @Test
  void anInvalidBundleIsOneAndTheFirstStepThatFailsIsNamed(@TempDir Path directory)
      throws IOException {
    String text = Files.readString(file("event.json"));
    Path altered = directory.resolve("altered.json");
    Files.writeString(
        altered,
        text.replace("eventHash\":\"", "eventHash\":\"00")
            .replaceFirst("(eventHash\":\"00.{62})..", "$1"));

    assertThat(verify(altered, "--network", file("network.json"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("ENTRY        ok")
        .contains("DOCUMENT     FAILED     The document is not the event")
        .contains("INVALID. It proves nothing: The document is not the event");
  }

  @Test
  void ofSeveralTheWorstCounts(@TempDir Path directory) throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));

    assertThat(verify(file("event.json"), empty, "--network", file("network.json"))).isEqualTo(1);
    assertThat(verify(file("event.json"), file("unit.json"), "--network", file("network.json")))
        .isZero();
  }

  @Test
  void aProgramGetsALineOfJsonForEach() {
    assertThat(
            verify(
                "--json", file("event.json"), file("unit.json"), "--network", file("network.json")))
        .isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"documents\":["))
        .allMatch(line -> line.contains("{\"check\":\"FORMAT\",\"outcome\":\"OK\",\"words\":\""))
        .allMatch(line -> line.endsWith(",\"verdict\":\"VALID\"}"));
  }

  @Test
  void whatCannotBeReadIsNoAnswer(@TempDir Path directory) throws IOException {
    assertThat(verify(directory.resolve("none"))).isEqualTo(Main.NO_ANSWER);
    assertThat(err.toString()).contains("cannot be read");
    Path network = Files.writeString(directory.resolve("network"), "{}", StandardCharsets.UTF_8);
    assertThat(verify(file("event.json"), "--network", network)).isEqualTo(Main.NO_ANSWER);
    assertThat(err.toString()).contains("is no network file");
    assertThat(verify()).isEqualTo(Main.NO_ANSWER);
    assertThat(verify("--unknown", file("event.json"))).isEqualTo(Main.NO_ANSWER);
    assertThat(Main.commandLine().setErr(new PrintWriter(err)).execute("unknown"))
        .isEqualTo(Main.NO_ANSWER);
  }

  @Test
  void theHelpNamesTheExitCodes() {
    assertThat(verify("--help")).isZero();
    assertThat(out.toString()).contains("0 valid; 1 invalid; 2 consistent").contains("64 wrong");
  }

  @Test
  void textOfABundleCannotCommandTheTerminal() {
    assertThat(Printable.of("a\u001b[2J\u202e\r\n\u2028\ud83d\ude00\u00e9"))
        .isEqualTo("a?[2J????\ud83d\ude00\u00e9");
  }

  @Test
  void norCanItAsJsonWhichStaysTheSame() {
    assertThat(Printable.json("{\"a\":\"\\n\u007f\u009b2J\u202e\u2028\udb40\udc01\u00e9\"}"))
        .isEqualTo("{\"a\":\"\\n\\u007f\\u009b2J\\u202e\\u2028\\udb40\\udc01\u00e9\"}");
  }

  @Test
  void jsonOfADocumentHasNoRawControls(@TempDir Path directory) throws IOException {
    Path strange =
        Files.writeString(directory.resolve("strange"), "{\"\u009b2J\":1,\"\u009b2J\":1}");

    assertThat(verify("--json", strange)).isEqualTo(1);
    assertThat(out.toString()).contains("\\u009b2J").doesNotContain("\u009b");
  }
}
