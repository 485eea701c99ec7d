package io.pharmatrace.launcher.evidence;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.command.ApiOption;
import io.pharmatrace.launcher.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the network file. */
@Command(
    name = "network",
    description = {
      "Prints the facts of the network as a running installation knows them: chain, contracts, first"
          + " validators, and those of a block of the last hours (the checkpoint), from which on keys of"
          + " former validators prove nothing. It is the file for evidence verify --network.",
      "An auditor compares it with one from elsewhere, such as another member of the network.",
      "Exit code: 0 done, 1 failed, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class NetworkCommand implements Callable<Integer> {
  static final String PATH = "/api/v1/chain/network";

  @Mixin private ApiOption api = new ApiOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    URI uri = api.url().resolve(PATH);
    try {
      JsonHttp.Answer answer = JsonHttp.get(uri);
      if (answer.code() != 200) {
        throw new Failure(
            "The application does not say (%d)".formatted(answer.code()),
            answer.body().path("detail").asText("no reason given").replaceFirst("\\.$", ""),
            "Run ./pharmatrace status.");
      }
      spec.commandLine().getOut().println(answer.body());
      return 0;
    } catch (IOException e) {
      throw new Failure(
          "The application does not answer", uri + ": " + e, "Run ./pharmatrace status.", e);
    }
  }
}
