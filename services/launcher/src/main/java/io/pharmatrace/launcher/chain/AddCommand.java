package io.pharmatrace.launcher.chain;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Adds a validator. */
@Command(
    name = "add",
    description = {
      "Makes one more node with a new key, starts it, lets it catch up, and has the validators of this"
          + " home vote it in. May be repeated after it was cut short.",
      "Exit code: 0 it is a validator, 1 failed."
    },
    mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Override
  public Integer call() {
    change.make(
        (validators, progress) ->
            change.out().println(validators.add(progress) + " is a validator."));
    return 0;
  }
}
