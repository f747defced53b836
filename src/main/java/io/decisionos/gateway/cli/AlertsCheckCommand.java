package io.decisionos.gateway.cli;

import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Receiver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a file of alerts is valid. */
@Command(
    name = "check",
    description =
        "Checks a file of alerts with the gateway's own code. Exit code 0: well; 1: faults; 2:"
            + " arguments that make no sense.",
    mixinStandardHelpOptions = true)
final class AlertsCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "${bundle:decisionos.conf}/alerts.yaml",
      description = "The file. Default: alerts.yaml of the configuration.")
  private Path file;

  @Override
  public Integer call() {
    AlertsYaml yaml = AlertsYaml.read(spec, file);
    if (yaml.complain(spec)) {
      return AlertsYaml.FAULTS;
    }
    PrintWriter out = spec.commandLine().getOut();
    AlertSettings settings = yaml.settings();
    settings.receivers().stream().flatMap(AlertsCheckCommand::unset).forEach(out::println);
    out.println(
        "%s: well, %d receiver(s), %d route(s)"
            .formatted(
                file,
                settings.receivers().size(),
                settings.route().stream().mapToLong(AlertsCheckCommand::count).sum()));
    return 0;
  }

  /** The gateway may have another environment, so this is no fault. */
  private static Stream<String> unset(Receiver receiver) {
    return receiver.target() instanceof Receiver.Slack slack
        ? slack.webhookEnv().stream()
            .filter(name -> System.getenv(name) == null)
            .map(name -> "note: " + receiver.name() + ": the variable " + name + " is not set here")
        : Stream.empty();
  }

  private static long count(AlertRoute route) {
    return 1 + route.routes().stream().mapToLong(AlertsCheckCommand::count).sum();
  }
}
