package io.decisionos.gateway.cli;

import io.decisionos.gateway.alerts.message.SampleMessage;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what a message looks like. */
@Command(
    name = "render",
    description = "Prints the message of an alert with made-up values.",
    mixinStandardHelpOptions = true)
final class AlertsRenderCommand implements Callable<Integer> {
  private static final List<String> FORMS = List.of("text", "slack", "webhook");

  @Spec private CommandSpec spec;

  @Option(names = "--alert", required = true, paramLabel = "NAME", description = "Such as SloBurn.")
  private String alert;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, slack (JSON) or webhook (JSON). Default: text.")
  private String form;

  @Option(
      names = "--base",
      defaultValue = "${bundle:decisionos.links}",
      description = "Where links lead. Default: ${DEFAULT-VALUE}.")
  private String base;

  @Override
  public Integer call() {
    BuiltIn known =
        BuiltIn.of(alert)
            .orElseThrow(
                () ->
                    bad(
                        "--alert",
                        alert,
                        Arrays.stream(BuiltIn.values())
                            .map(BuiltIn::word)
                            .collect(Collectors.joining(", "))));
    if (!FORMS.contains(form)) {
      throw bad("--format", form, String.join(", ", FORMS));
    }
    var message = new SampleMessage(known, base);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (form) {
          case "slack" -> message.slack();
          case "webhook" -> message.webhook();
          default -> message.text();
        });
    return 0;
  }

  private ParameterException bad(String option, String found, String words) {
    return new ParameterException(
        spec.commandLine(), option + ": found \"" + found + "\", expected one of: " + words);
  }
}
