package io.pharmatrace.launcher.chain;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a validator a new key. */
@Command(
    name = "rotate",
    description = {
      "Gives a node of this home a new key: a new node is voted in, then the old one out, stopped and"
          + " put below removed/. May be repeated after it was cut short.",
      "Exit code: 0 done, 1 failed."
    },
    mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Parameters(paramLabel = "NUMBER", description = "Of the node, as in 2 for validator-2.")
  private int number;

  @Override
  public Integer call() {
    change.make(
        (validators, progress) ->
            change
                .out()
                .println(
                    "validator-%d is gone; in its place: %s"
                        .formatted(number, validators.rotate(number, progress))));
    return 0;
  }
}
