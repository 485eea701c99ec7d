package io.pharmatrace.launcher.archive;

import picocli.CommandLine.Command;

/** Groups what can be done with archives of batches (docs/adr/0016). */
@Command(
    name = "archive",
    description = "Archives the history of batches that expired long ago, and reads archives.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListCommand.class, RunCommand.class, VerifyCommand.class, ShowCommand.class})
public final class ArchiveCommand {}
