package io.pharmatrace.launcher.epcis;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.StreamResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with a document. */
@Command(
    name = "validate",
    description = {
      "Says everything that is wrong with each document, one JSON answer a document:",
      "  {\"input\",\"line\"?,\"problems\":[{\"code\",\"path\",\"message\"}],\"events\":12,\"valid\":true}",
      "A path is a JSON pointer or an XPath. Codes: services/epcis, ProblemCode.",
      "Exit code: 0 all valid, 1 something was not, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Mixin private Inputs inputs = new Inputs();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (Answers answers = new Answers(spec.commandLine().getOut())) {
      return inputs.all(answers, input -> validate(input, answers)) ? 0 : 1;
    }
  }

  private static boolean validate(Input input, Answers answers) throws IOException {
    answers.write(
        out -> {
          answers.begin(input.name(), input.line());
          out.writeArrayFieldStart("problems");
        });
    Listing listing = new Listing(answers);
    StreamResult result;
    try {
      result = new EpcisReader().stream(input.content(), listing);
    } catch (IOException broken) {
      result = null;
      listing.list("INPUT_UNREADABLE", "", "The input cannot be read: " + broken + ".");
    }
    if (result != null) {
      listing.invalid(0, result.problems());
    }
    int events = result == null ? listing.events : result.events();
    answers.write(
        out -> {
          out.writeEndArray();
          out.writeNumberField("events", events);
          out.writeBooleanField("valid", listing.valid);
          answers.end();
        });
    return listing.valid;
  }

  /** Writes problems as they are found: their number has no influence on memory. */
  private static final class Listing implements EventSink {
    private final Answers answers;
    private boolean valid = true;
    private int events;

    Listing(Answers answers) {
      this.answers = answers;
    }

    @Override
    public void event(int index, EpcisEvent event) {
      events++;
    }

    @Override
    public void invalid(int index, List<Problem> problems) {
      for (Problem problem : problems) {
        list(problem.code().name(), problem.path(), problem.message());
      }
    }

    private void list(String code, String path, String message) {
      valid = false;
      answers.write(out -> Answers.problem(out, code, path, message));
    }
  }
}
