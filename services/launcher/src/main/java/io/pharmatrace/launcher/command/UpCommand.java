package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.PartHealth;
import io.pharmatrace.launcher.part.Parts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts what does not run. Running it again changes nothing. */
@Command(
    name = "up",
    description = "Starts everything that does not run, and waits until it is healthy.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Console console = new Console(spec.commandLine().getOut());
    Home home = homeOption.home();
    home.create();
    try (HomeLock _ = HomeLock.take(home)) {
      new Disk(home)
          .problem()
          .ifPresent(
              problem -> {
                throw new Failure("nothing was started", problem, "Free some space.");
              });
      for (Part part : Parts.of(home).all()) {
        start(part, console);
      }
    }
    return 0;
  }

  private static void start(Part part, Console console) {
    if (part.health().state() == PartHealth.State.HEALTHY) {
      console.progressOf(part.name()).report("runs already");
      return;
    }
    long begin = System.nanoTime();
    console.progressOf(part.name()).report("starting");
    part.start(console.progressOf(part.name()));
    double seconds = (System.nanoTime() - begin) / 1e9;
    console
        .progressOf(part.name())
        .report("ready after %.1f s: %s".formatted(seconds, part.health().reason().orElse("")));
  }
}
