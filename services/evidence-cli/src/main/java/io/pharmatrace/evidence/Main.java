package io.pharmatrace.evidence;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point. */
@Command(
    name = "pharmatrace evidence",
    description = {
      "Checks evidence bundles offline.",
      "./pharmatrace evidence network prints the network file of a running installation."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = Main.NO_ANSWER,
    exitCodeOnExecutionException = Main.NO_ANSWER,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = VerifyCommand.class)
public final class Main {
  /** Wrong usage, or a file that cannot be read: no answer. */
  static final int NO_ANSWER = 64;

  private Main() {}

  /**
   * Runs one command.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands, for {@link #main} and for tests of output and exit codes. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExpandAtFiles(false)
        .setUsageHelpWidth(110)
        .setAbbreviatedOptionsAllowed(false);
  }
}
