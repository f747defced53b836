package io.decisionos.gateway.cli;

import io.decisionos.gateway.alerts.message.PrometheusRules;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints rules for Prometheus. */
@Command(
    name = "rules",
    description = "Prints rules for Prometheus over this gateway's metrics, as YAML.",
    mixinStandardHelpOptions = true)
final class AlertsRulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--base",
      defaultValue = "${bundle:decisionos.links}",
      description = "Where links lead. Default: ${DEFAULT-VALUE}.")
  private String base;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(PrometheusRules.of(base));
    return 0;
  }
}
