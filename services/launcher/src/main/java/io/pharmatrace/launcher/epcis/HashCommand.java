package io.pharmatrace.launcher.epcis;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.StreamResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the event hash of every event. */
@Command(
    name = "hash",
    description = {
      "Prints the CBV 2.0 event hash of every event, one JSON answer an event:",
      "  {\"input\",\"line\"?,\"event\":0,\"type\",\"eventID\"?,\"hash\",\"errorDeclarationHash\"?,\"preHash\"?}",
      "and {\"input\",\"line\"?,\"event\"?,\"problems\":[{\"code\",\"path\",\"message\"}]} for what is invalid.",
      "Exit code: 0 all valid, 1 something was not, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class HashCommand implements Callable<Integer> {
  @Mixin private Inputs inputs = new Inputs();

  @Option(
      names = "--pre-hash",
      description = "Adds the string that is hashed, to find out why two hashes differ.")
  private boolean preHash;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (Answers answers = new Answers(spec.commandLine().getOut())) {
      return inputs.all(answers, input -> hash(input, answers)) ? 0 : 1;
    }
  }

  private boolean hash(Input input, Answers answers) throws IOException {
    boolean[] valid = {true};
    EventSink sink =
        new EventSink() {
          @Override
          public void event(int index, EpcisEvent event) {
            answers.answer(input.name(), input.line(), out -> hashed(out, index, event));
          }

          @Override
          public void invalid(int index, List<Problem> problems) {
            valid[0] = false;
            answers.answer(
                input.name(),
                input.line(),
                out -> {
                  out.writeNumberField("event", index);
                  Answers.problems(out, problems);
                });
          }
        };
    StreamResult result = new EpcisReader().stream(input.content(), sink);
    if (!result.problems().isEmpty()) {
      answers.answer(input.name(), input.line(), out -> Answers.problems(out, result.problems()));
      return false;
    }
    return valid[0];
  }

  private void hashed(JsonGenerator out, int index, EpcisEvent event) throws IOException {
    out.writeNumberField("event", index);
    out.writeStringField("type", event.type());
    Identifier id = event.common().eventId();
    if (id != null) {
      out.writeStringField("eventID", id.uri());
    }
    out.writeStringField("hash", EventHash.of(event).ni());
    if (event.common().errorDeclaration() != null) {
      out.writeStringField("errorDeclarationHash", EventHash.ofErrorDeclaration(event).hex());
    }
    if (preHash) {
      out.writeStringField("preHash", EventHash.preHash(event));
    }
  }
}
