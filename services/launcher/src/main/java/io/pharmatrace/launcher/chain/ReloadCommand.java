package io.pharmatrace.launcher.chain;

import io.pharmatrace.besu.Validators;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the nodes read who is permitted. */
@Command(
    name = "reload",
    description = {
      "Writes the permission files of every node anew, from the nodes of this home and from"
          + " permitted-nodes.txt and permitted-accounts.txt in data/chain/besu, and has the running"
          + " nodes read them.",
      "Exit code: 0 done, 1 failed."
    },
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Override
  public Integer call() {
    change.make(Validators::reload);
    return 0;
  }
}
