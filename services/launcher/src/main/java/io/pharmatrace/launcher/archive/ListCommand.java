package io.pharmatrace.launcher.archive;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells which batches may be archived. */
@Command(
    name = "list",
    description = {
      "Lists batches whose history need not be kept any more: a year after expiry, five years after"
          + " release, a year after the latest event; at most 100, the longest expired first.",
      "Exit code: 0 done, 1 failed, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Mixin private ServerOptions options = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Server.Due> due = options.server().due(false);
    if (due.isEmpty()) {
      spec.commandLine().getOut().println("No batch is due.");
    }
    due.forEach(each -> spec.commandLine().getOut().println(line(each)));
    return 0;
  }

  static String line(Server.Due due) {
    return "%s  due since %s  %d packs, %d events, %d bytes%s"
        .formatted(
            due.batch(),
            due.since(),
            due.packs(),
            due.events(),
            due.bytes(),
            due.obstacles().isEmpty() ? "" : "  not yet: " + String.join(" ", due.obstacles()));
  }
}
