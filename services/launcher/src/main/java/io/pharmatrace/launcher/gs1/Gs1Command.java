package io.pharmatrace.launcher.gs1;

import picocli.CommandLine.Command;

/** What can be done with GS1 data. */
@Command(
    name = "gs1",
    description = "Reads GS1 data: barcodes, Digital Links, EPC URNs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ParseCommand.class)
public final class Gs1Command {}
