package io.decisionos.gateway.cli;

import picocli.CommandLine.Command;

/** Works on files of reason events. */
@Command(
    name = "events",
    description = "Works on files of reason events.",
    mixinStandardHelpOptions = true,
    subcommands = {GenerateEventsCommand.class, EventsImportCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class EventsCommand {}
