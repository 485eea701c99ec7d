package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
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
      Parts parts = Parts.of(home);
      Starter starter = new Starter(console);
      starter.start(parts.servers());
      starter.start(parts.application());
    }
    return 0;
  }
}
