package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops everything and deletes what it kept, so that the next start is a first one. */
@Command(
    name = "reset",
    description = {
      "Stops everything and deletes data, keys, secrets, ports and logs.",
      "Programs that were unpacked or downloaded are kept."
    },
    mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Console console = new Console(spec.commandLine().getOut());
    Home home = homeOption.home();
    if (!Files.isDirectory(home.run())) {
      console.line("Nothing to delete: " + home.directory() + " was never started.");
      return 0;
    }
    if (!yes && !confirmed(console, home)) {
      console.line("Nothing was deleted. With --yes, reset does not ask.");
      return 1;
    }
    DownCommand.stop(home, console, () -> delete(home));
    console.line("Deleted. ./pharmatrace up starts from nothing.");
    return 0;
  }

  private static void delete(Home home) {
    try {
      // Only what the launcher made: --home may have been pointed at a directory with other things.
      for (String each : List.of("data", "keys", "secrets", "log")) {
        Trees.delete(home.directory().resolve(each));
      }
      Files.deleteIfExists(home.directory().resolve("ports.properties"));
      deletePidFiles(home.run());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete everything of " + home.directory(), e);
    }
  }

  private static void deletePidFiles(Path run) throws IOException {
    try (var files = Files.newDirectoryStream(run, "*.pid")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static boolean confirmed(Console console, Home home) throws IOException {
    console.line(
        "This stops everything and deletes all data and keys in " + home.directory() + ".");
    console.line("Type yes to go on:");
    // Not closed: standard input is not ours.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String answer = in.readLine();
    return answer != null && answer.strip().equals("yes");
  }
}
