package io.pharmatrace.launcher.chain;

import picocli.CommandLine.Command;

/** Groups what can be done with a Besu network of this home (docs/adr/0022). */
@Command(
    name = "chain",
    description =
        "Looks after the validators of this home's Besu network, their keys and permissions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ValidatorsCommand.class,
      JoinCommand.class,
      AddCommand.class,
      RemoveCommand.class,
      RotateCommand.class,
      ReloadCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class ChainCommand {}
