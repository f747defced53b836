package io.decisionos.gateway.cli;

import picocli.CommandLine.Command;

/** Works on what is told of alerts. */
@Command(
    name = "alerts",
    description = "Who is told of what, by alerts.yaml.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AlertsCheckCommand.class,
      AlertsRouteCommand.class,
      AlertsRenderCommand.class,
      AlertsRulesCommand.class
    })
final class AlertsCommand {}
