package io.pharmatrace.launcher.evidence;

import picocli.CommandLine.Command;

/** Groups what evidence needs from a running installation (docs/adr/0020). */
@Command(
    name = "evidence",
    description = "Says what an auditor pins; evidence verify is a program of its own.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = NetworkCommand.class)
public final class EvidenceCommand {}
