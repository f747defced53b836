package io.decisionos.gateway.cli;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says who would be told of an alert. */
@Command(
    name = "route",
    description = "Says who would be told of an alert with these labels, and by which route.",
    mixinStandardHelpOptions = true)
final class AlertsRouteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--label",
      required = true,
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "Labels of the alert, such as severity=critical; may be given again.")
  private List<String> labels = List.of();

  @Option(
      names = "--file",
      defaultValue = "${bundle:decisionos.conf}/alerts.yaml",
      description = "The file. Default: alerts.yaml of the configuration.")
  private Path file;

  @Override
  public Integer call() {
    Map<String, String> given = labels();
    AlertsYaml yaml = AlertsYaml.read(spec, file);
    if (yaml.complain(spec)) {
      return AlertsYaml.FAULTS;
    }
    PrintWriter out = spec.commandLine().getOut();
    AlertSettings settings = yaml.settings();
    List<String> told =
        Stream.concat(
                settings.decide(given).stream()
                    .map(route -> route.receiver() + ": by " + route.describe()),
                settings.receivers().stream()
                    .filter(settings::givesAll)
                    .map(receiver -> receiver.name() + ": as no route names it"))
            .toList();
    told.forEach(out::println);
    if (told.isEmpty()) {
      out.println("nobody: " + file + " has no route");
    }
    return 0;
  }

  private Map<String, String> labels() {
    var given = new TreeMap<String, String>();
    for (String label : labels) {
      int equals = label.indexOf('=');
      String name = equals < 0 ? label : label.substring(0, equals);
      if (equals < 0 || equals == label.length() - 1 || !AlertSettings.LABELS.contains(name)) {
        throw bad(label, "NAME=VALUE with one of: " + String.join(", ", AlertSettings.LABELS));
      }
      if (given.put(name, label.substring(equals + 1)) != null) {
        throw bad(label, "each label once");
      }
    }
    return given;
  }

  private ParameterException bad(String label, String expected) {
    return new ParameterException(
        spec.commandLine(), "--label: found \"" + label + "\", expected " + expected);
  }
}
