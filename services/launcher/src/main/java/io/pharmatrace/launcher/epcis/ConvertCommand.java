package io.pharmatrace.launcher.epcis;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.Spelling;
import io.pharmatrace.epcis.Syntax;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Converts documents between the syntaxes. */
@Command(
    name = "convert",
    description = {
      "Converts a document into another syntax and prints it. With several FILEs or --lines, one JSON answer"
          + " each:",
      "  {\"input\",\"line\"?,\"document\":\"the converted text\"}",
      "What is invalid is not converted: {\"input\",\"line\"?,\"problems\":[{\"code\",\"path\",\"message\"}]}.",
      "XML attributes of users' elements become members in JSON and would come back as elements; an answer then has",
      "\"changed\":[\"12 own:box/@own:unit\"], with the number of the event; of a document on standard output,",
      "that answer is on standard error.",
      "A bare event stays one; bare events in a list get a document around them.",
      "Exit code: 0 all valid, 1 something was not, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
  @Mixin private Inputs inputs = new Inputs();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SYNTAX",
      converter = SyntaxName.class,
      description = "json (JSON-LD 2.0), xml-2.0 or xml-1.2.")
  private Syntax to = Syntax.JSON_LD_2_0;

  @ArgGroup private @Nullable Identifiers identifiers;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where the document goes; written whole or not at all. The answer then is"
              + " {\"input\",\"output\",\"events\"}.")
  private @Nullable Path output;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** How identifiers are spelled. */
  static final class Identifiers {
    @Option(
        names = "--digital-link",
        description = "EPC URNs become canonical GS1 Digital Links. Default: as given.")
    private boolean digitalLink;

    @Option(
        names = "--urn",
        paramLabel = "PREFIX",
        split = ",",
        description =
            "GS1 Digital Links become EPC URNs where the key has one of these GS1 company prefixes; a link does"
                + " not tell where its prefix ends.")
    private Set<String> companyPrefixes = new LinkedHashSet<>();

    private UnaryOperator<String> spelling() {
      return digitalLink ? Spelling.DIGITAL_LINK : Spelling.urn(companyPrefixes);
    }
  }

  @Override
  public Integer call() {
    if (output != null && inputs.isBulk()) {
      throw new ParameterException(spec.commandLine(), "-o takes one document");
    }
    UnaryOperator<String> spelling = spelling();
    Conversion conversion = new Conversion(new EpcisReader(), to, spelling);
    try (Answers answers = new Answers(spec.commandLine().getOut())) {
      return inputs.all(answers, input -> convert(input, conversion, answers)) ? 0 : 1;
    }
  }

  private UnaryOperator<String> spelling() {
    try {
      return identifiers == null ? Spelling.AS_GIVEN : identifiers.spelling();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private boolean convert(Input input, Conversion conversion, Answers answers) throws IOException {
    try (Conversion.Checked checked = conversion.check(input)) {
      if (!checked.problems().isEmpty()) {
        answers.answer(
            input.name(), input.line(), out -> Answers.problems(out, checked.problems()));
        return false;
      }
      if (inputs.isBulk()) {
        quoted(checked, input, answers);
      } else if (output != null) {
        whole(checked, output);
        answers.answer(
            input.name(),
            input.line(),
            out -> {
              out.writeStringField("output", String.valueOf(output));
              out.writeNumberField("events", checked.events());
              changed(out, checked);
            });
      } else {
        checked.write(new Output(System.out));
        System.out.println();
        if (!checked.changed().isEmpty()) {
          try (Answers aside = new Answers(spec.commandLine().getErr())) {
            aside.answer(input.name(), input.line(), out -> changed(out, checked));
          }
        }
      }
      return true;
    }
  }

  /** As a JSON text in an answer, by way of a file: a document may be larger than the memory. */
  private static void quoted(Conversion.Checked checked, Input input, Answers answers)
      throws IOException {
    Path copy = Files.createTempFile("pharmatrace-epcis", ".out");
    try {
      try (OutputStream out = new Output(opened(copy))) {
        checked.write(out);
      }
      try (Reader text = Files.newBufferedReader(copy)) {
        answers.answer(
            input.name(),
            input.line(),
            out -> {
              out.writeFieldName("document");
              out.writeString(text, -1);
              changed(out, checked);
            });
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void changed(JsonGenerator out, Conversion.Checked checked) throws IOException {
    if (!checked.changed().isEmpty()) {
      out.writeArrayFieldStart("changed");
      for (String name : checked.changed()) {
        out.writeString(name);
      }
      out.writeEndArray();
    }
  }

  private static OutputStream opened(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException unwritable) {
      throw Output.broken(unwritable);
    }
  }

  private static void whole(Conversion.Checked checked, Path target) throws IOException {
    Path draft = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = new Output(opened(draft))) {
        checked.write(out);
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
