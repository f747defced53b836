package io.decisionos.gateway.cli;

import picocli.CommandLine.Command;

/** What the gateway can take, and how a change is rolled out. */
@Command(
    name = "capacity",
    description =
        "How much this machine can take, whether what is asked fits, and how a change is rolled"
            + " out to a part of the traffic that says enough.",
    subcommands = {
      CapacityCalibrateCommand.class,
      CapacityPlanCommand.class,
      CapacityCanaryCommand.class
    },
    mixinStandardHelpOptions = true)
final class CapacityCommand {}
