package io.pharmatrace.launcher.evidence;

import picocli.CommandLine.Command;

/** Groups what evidence needs from a running installation (docs/adr/0020). */
@Command(
    name = "evidence",
    description =
        "Fetches bundles and what an auditor pins; evidence verify is a program of its own.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {GetCommand.class, NetworkCommand.class})
public final class EvidenceCommand {}
