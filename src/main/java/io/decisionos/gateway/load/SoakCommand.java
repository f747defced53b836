package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.report.ReportJson;
import io.decisionos.gateway.load.report.Terminal;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.soak.Churn;
import io.decisionos.gateway.load.soak.JmxProbe;
import io.decisionos.gateway.load.soak.SoakJson;
import io.decisionos.gateway.load.soak.SoakVerdict;
import io.decisionos.gateway.load.soak.Vigil;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs a scenario while watching the server's process. Exits 1 if something of it grows, 3 if that
 * cannot be told, else as the run itself.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Makes load and watches whether the server's process grows.")
final class SoakCommand implements Callable<Integer> {

  @Mixin private Aim aim;

  @Option(names = "--pid", required = true, description = "the server's process, a JVM")
  private long pid;

  @Option(
      names = "--tenants",
      paramLabel = "DIR",
      description = "its tenants' files: one more comes and goes there")
  private Optional<Path> tenants = Optional.empty();

  @Option(
      names = "--every",
      paramLabel = "LENGTH",
      converter = Length.class,
      defaultValue = "10s",
      description = "between two looks, by default ${DEFAULT-VALUE}; each collects its garbage")
  private Duration every;

  private final PrintStream out;

  SoakCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    if (every.isZero()) {
      throw Aim.invalid("--every", "0", "a length above 0");
    }
    Scenario scenario = aim.scenario();
    var churn = new Churn(scenario.wire().target(), tenants);
    try (var session = new Session(out);
        var probe = JmxProbe.attach(pid);
        var vigil = new Vigil(probe, churn)) {
      aim.require(scenario);
      // Before, the target would be watched idle, and its connections be taken for growth.
      RunResult result = session.run(scenario, aim.warmUp(), () -> vigil.start(every));
      ObjectNode report = ReportJson.of(result, SoakVerdict.of(result.verdict(), vigil.trends()));
      report.set("soak", SoakJson.of(vigil));
      aim.report(session, result, report);
      say(vigil);
      return report.path("verdict").path("exit").asInt();
    }
  }

  private void say(Vigil vigil) {
    vigil.trends().forEach((gauge, trend) -> out.println("  " + gauge.key() + " " + trend));
    vigil.troubles().stream()
        .distinct()
        .forEach(trouble -> out.println(Terminal.safe("  trouble: " + trouble)));
  }
}
