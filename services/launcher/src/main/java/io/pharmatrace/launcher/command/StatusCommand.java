package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.PartHealth;
import io.pharmatrace.launcher.part.Parts;
import io.pharmatrace.launcher.status.Status;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what runs, what does not, and what to do about it. */
@Command(
    name = "status",
    description =
        "Tells what runs, what does not, and what to do about it. Exit code 0: all is healthy.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(names = "--json", description = "Prints one JSON object instead.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Home home = homeOption.home();
    Status status = look(home);
    new Console(spec.commandLine().getOut()).line(json ? status.toJson() : status.toText());
    return status.healthy() ? 0 : 1;
  }

  private static Status look(Home home) {
    List<PartHealth> parts = Parts.of(home).all().parallelStream().map(Part::examine).toList();
    return new Status(home.directory(), parts, new Disk(home).problem());
  }
}
