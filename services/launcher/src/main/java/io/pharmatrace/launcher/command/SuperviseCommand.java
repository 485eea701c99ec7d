package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.Parts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Starts again what died, until it is ended itself. {@code up} starts it and {@code down} ends it;
 * a person has no use for it.
 */
@Command(name = "supervise", hidden = true, description = "Starts again what died.")
public final class SuperviseCommand implements Callable<Integer> {
  private static final long PAUSE_MILLISECONDS = 1_000;

  @Mixin private HomeOption homeOption = new HomeOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Home home = homeOption.home();
    Console console = Console.dated(spec.commandLine().getOut());
    try (Supervisor supervisor = new Supervisor(home, Parts.of(home), console)) {
      while (!Thread.currentThread().isInterrupted()) {
        supervisor.look();
        Thread.sleep(PAUSE_MILLISECONDS);
      }
    }
    return 0;
  }
}
