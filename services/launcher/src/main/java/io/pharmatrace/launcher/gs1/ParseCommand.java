package io.pharmatrace.launcher.gs1;

import io.pharmatrace.gs1.ScanOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads texts and answers each with one line of JSON. */
@Command(
    name = "parse",
    description = {
      "Reads barcode data, bracketed element strings, GTINs, GS1 Digital Link URIs and EPC URNs, and answers each"
          + " text with one line of JSON: what it says, every problem with its place, all other ways to write it,"
          + " and what fault of scanner or keyboard explains it. A repair is an offer: it is never applied.",
      "",
      "{GS}, <GS>, ^] and {FNC1} stand for the group separator, {RS} and {EOT} for those; with --raw they are plain"
          + " text. On standard input a text ends at a line feed; all other control characters are data.",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every text was read and is right",
      "1:at least one has problems, or nobody reads the answers",
      "2:wrong usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pharmatrace gs1 parse ']d2010030001012345510A123{GS}1727033121S11'",
      "  ./pharmatrace gs1 parse '(01)00300010123455(21)S11' --company-prefix-length 6",
      "  ./pharmatrace gs1 parse <scans.txt >answers.jsonl"
    })
public final class ParseCommand implements Callable<Integer> {
  private static final int MAX_LENGTH = ScanOptions.DEFAULT.maxLength();

  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      description = "What to read; default: standard input, one text a line.")
  private List<String> texts = List.of();

  @Option(names = "--raw", description = "Takes every character as it is.")
  private boolean raw;

  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      description = "What the reader sends instead of GS, for example '|'. May be repeated.")
  private List<String> separators = List.of();

  @Option(
      names = "--company-prefix-length",
      paramLabel = "DIGITS",
      description = "6 to 12: adds the EPC URN, which needs to know it.")
  private @Nullable Integer companyPrefixLength;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Answers answers = answers();
    PrintWriter out = spec.commandLine().getOut();
    boolean right = true;
    for (String text : texts) {
      right &= answer(answers, text, out);
    }
    if (texts.isEmpty()) {
      right = answerLines(answers, out);
    }
    out.flush();
    return right ? 0 : 1;
  }

  private Answers answers() {
    try {
      ScanOptions options = new ScanOptions(separators, MAX_LENGTH);
      return new Answers(options, companyPrefixLength);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private boolean answerLines(Answers answers, PrintWriter out) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    boolean right = true;
    // What is longer than a scan may be is cut off one behind its limit, which is reported.
    Lines lines = new Lines(in, 4 * MAX_LENGTH);
    for (String line = lines.next(); line != null; line = lines.next()) {
      right &= answer(answers, line, out);
      if (out.checkError()) {
        return false; // Nobody reads the answers any more, and the input may have no end.
      }
    }
    return right;
  }

  private boolean answer(Answers answers, String text, PrintWriter out) {
    Answer answer = answers.to(text, raw ? text : Escapes.decode(text));
    out.println(answer.json());
    return answer.right();
  }
}
