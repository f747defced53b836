package io.decisionos.gateway.cli;

import picocli.CommandLine.Command;

/** What the gateway can take, and how a change is rolled out. */
@Command(
    name = "capacity",
    description = "How a change is rolled out to a part of the traffic that says enough.",
    subcommands = CapacityCanaryCommand.class,
    mixinStandardHelpOptions = true)
final class CapacityCommand {}
