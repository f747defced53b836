package io.decisionos.gateway.load;

import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.engine.NothingServer;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the tool itself, against a server in the same process that does nothing. The tool is one
 * thread and so one core; the server is another. Exits 3 if the rate was not reached.
 */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    description = "Says whether this tool can make a rate on this machine.")
final class CapacityCommand implements Callable<Integer> {

  private static final int INVALID = 3;

  private static final String SCENARIO =
      """
      {"name": "capacity", "target": "http://127.0.0.1:%d", "connections": 64,
       "tenants": [{"id": "default"}],
       "requests": [{"name": "nothing", "path": "/?tenant=${tenant}"}],
       "phases": [{"name": "warm-up", "kind": "ramp", "from": 1000, "to": %2$d, "seconds": %3$de-3,
                   "measured": false},
                  {"name": "full", "rate": %2$d, "seconds": %3$de-3}],
       "thresholds": [{"error_rate": 0}]}
      """;

  @Option(
      names = "--rate",
      defaultValue = "50000",
      description = "requests a second, by default ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "LENGTH",
      converter = Length.class,
      defaultValue = "10s",
      description = "how long, by default ${DEFAULT-VALUE}, after a warm-up as long")
  private Duration duration;

  private final PrintStream out;

  CapacityCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InvalidScenario {
    Vertx tool = NothingServer.oneLoop();
    NothingServer server = NothingServer.open().await();
    try {
      int port = server.uri().getPort();
      Scenario scenario = ScenarioReader.read(SCENARIO.formatted(port, rate, duration.toMillis()));
      return say(new LoadRun(tool, scenario, progress -> {}).run().await());
    } finally {
      Future.join(tool.close(), server.close()).await();
    }
  }

  private int say(RunResult result) {
    boolean reached = result.verdict().reasons().isEmpty();
    out.printf(
        Locale.ROOT,
        "%s %,d requests a second: %.1f us of one core a request, event loop %.0f %% busy%n",
        reached ? "reached" : "NOT reached:",
        rate,
        result.self().cpu().microsPerRequest(),
        result.self().cpu().mean() * 100);
    result.verdict().reasons().forEach(reason -> out.println("  " + reason));
    result.verdict().advice().forEach(advice -> out.println("  what to do: " + advice));
    return reached ? CommandLine.ExitCode.OK : INVALID;
  }
}
