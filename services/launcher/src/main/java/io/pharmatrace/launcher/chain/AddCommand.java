package io.pharmatrace.launcher.chain;

import io.pharmatrace.besu.Validators;
import io.pharmatrace.process.Progress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Adds a validator. */
@Command(
    name = "add",
    description = {
      "Makes one more node with a new key, starts it, lets it catch up, and has the validators of this"
          + " home vote it in. May be repeated after it was cut short.",
      "With ADDRESS: has them vote in a node of another home, which should have the blocks by then; more"
          + " than half of all validators have to.",
      "Exit code: 0 it is a validator, 1 failed."
    },
    mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "0..1",
      description = "Of the other home's node, as ./pharmatrace chain join printed it there.")
  private @Nullable String address;

  @Override
  public Integer call() {
    change.make(
        (validators, progress) ->
            change.out().println(add(validators, progress) + " is a validator."));
    return 0;
  }

  private String add(Validators validators, Progress progress) {
    if (address == null) {
      return validators.add(progress);
    }
    validators.admit(address, progress);
    return address;
  }
}
