package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.Parts;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything and keeps the data. */
@Command(
    name = "down",
    description = "Stops everything, the application first, and keeps the data.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Console console = new Console(spec.commandLine().getOut());
    Home home = homeOption.home();
    if (!Files.isDirectory(home.run())) {
      console.line("Nothing runs: " + home.directory() + " was never started.");
      return 0;
    }
    stop(home, console, () -> {});
    console.line("Everything is stopped; the data is kept.");
    return 0;
  }

  /**
   * Stops everything, the supervisor first: it would start again what we stop.
   *
   * @param afterwards what is done on the home while no other launcher can change it
   */
  static void stop(Home home, Console console, Runnable afterwards) {
    Parts parts = Parts.of(home);
    Runnable endSupervisor =
        () -> parts.supervisor().stop(console.progressOf(parts.supervisor().name()));
    try (HomeLock _ = HomeLock.take(home, endSupervisor)) {
      endSupervisor.run();
      stop(parts, console);
      afterwards.run();
    }
  }

  /** Stops every part, also when one of them fails to; the first fault is thrown at the end. */
  private static void stop(Parts parts, Console console) {
    RuntimeException first = null;
    List<Part> others = parts.all().stream().filter(part -> part != parts.supervisor()).toList();
    for (Part part : others.reversed()) {
      try {
        if (part.health().pid().isEmpty()) {
          console.progressOf(part.name()).report("does not run");
        } else {
          console.progressOf(part.name()).report("stopping");
        }
        part.stop(console.progressOf(part.name()));
      } catch (RuntimeException e) {
        console.progressOf(part.name()).report("could not be stopped: " + e.getMessage());
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
