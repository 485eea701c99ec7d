package io.pharmatrace.launcher.chain;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Votes a validator out. */
@Command(
    name = "remove",
    description = {
      "Has the validators of this home vote one out. A node of this home is then stopped, put below"
          + " removed/, and never started again.",
      "Exit code: 0 it is no validator any more, 1 failed or refused."
    },
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Parameters(paramLabel = "ADDRESS", description = "As ./pharmatrace chain validators lists it.")
  private String address = "";

  @Option(
      names = "--force",
      description = "Also when fewer than four would be left, or too few of those that run.")
  private boolean force;

  @Override
  public Integer call() {
    change.make((validators, progress) -> validators.remove(address, force, progress));
    change.out().println(address + " is no validator any more.");
    return 0;
  }
}
