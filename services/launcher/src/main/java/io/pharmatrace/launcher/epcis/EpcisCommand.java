package io.pharmatrace.launcher.epcis;

import picocli.CommandLine.Command;

/** Groups what can be done with EPCIS documents; needs nothing that runs. */
@Command(
    name = "epcis",
    description = "Hashes, converts and checks EPCIS documents; one JSON answer a line.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {HashCommand.class, ConvertCommand.class, ValidateCommand.class})
public final class EpcisCommand {}
