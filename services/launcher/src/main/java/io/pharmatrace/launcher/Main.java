package io.pharmatrace.launcher;

import io.pharmatrace.launcher.archive.ArchiveCommand;
import io.pharmatrace.launcher.backup.BackupCommand;
import io.pharmatrace.launcher.backup.RestoreCommand;
import io.pharmatrace.launcher.chain.ChainCommand;
import io.pharmatrace.launcher.command.DoctorCommand;
import io.pharmatrace.launcher.command.DownCommand;
import io.pharmatrace.launcher.command.LogsCommand;
import io.pharmatrace.launcher.command.ResetCommand;
import io.pharmatrace.launcher.command.StatusCommand;
import io.pharmatrace.launcher.command.SuperviseCommand;
import io.pharmatrace.launcher.command.UpCommand;
import io.pharmatrace.launcher.epcis.EpcisCommand;
import io.pharmatrace.launcher.evidence.EvidenceCommand;
import io.pharmatrace.launcher.gs1.Gs1Command;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.ProcessFailedException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's entry; the script {@code ./pharmatrace} finds Java, builds, and calls it. */
@Command(
    name = "./pharmatrace",
    description = "Starts, stops and shows PharmaTrace on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ResetCommand.class,
      DoctorCommand.class,
      SuperviseCommand.class,
      Gs1Command.class,
      EpcisCommand.class,
      ArchiveCommand.class,
      ChainCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      EvidenceCommand.class
    })
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands, for {@link #main} and for tests of help and exit codes. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        // An argument that begins with @ is data (a GS1 text may be one) and no file to read.
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(Main::explain)
        .setUsageHelpWidth(110)
        .setAbbreviatedOptionsAllowed(false);
  }

  /** Faults that a person can do something about are one message; only a bug shows its trace. */
  private static int explain(
      Exception fault, CommandLine command, CommandLine.ParseResult arguments) {
    switch (fault) {
      case Failure failure -> say(command, failure.getMessage());
      case ProcessFailedException failed ->
          say(command, failed.getMessage() + causeOf(failed) + "\nRun ./pharmatrace doctor.");
      case DeadlineExceededException late ->
          say(
              command,
              late.getMessage()
                  + "\nSee ./pharmatrace logs; the machine may be busy: then run the command again.");
      case UncheckedIOException io -> say(command, io.getMessage() + causeOf(io));
      default -> {
        say(command, "a fault in the launcher itself; please report it with these lines:");
        fault.printStackTrace(command.getErr());
      }
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String causeOf(Exception fault) {
    return fault.getCause() == null ? "" : ": " + fault.getCause();
  }

  private static void say(CommandLine command, @org.jspecify.annotations.Nullable String message) {
    command.getErr().println("pharmatrace: " + message);
  }

  /** Tells PharmaTrace's version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"PharmaTrace " + Versions.of("version")};
    }
  }
}
