package io.decisionos.gateway.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./run.sh soak}: see {@code docs/load.md}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Starts a gateway on free ports, makes load on it and watches whether it grows.")
public final class SoakProgram implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SCENARIO.json", description = "${DEFAULT-VALUE}")
  private Path scenario = Path.of("conf/load/soak.json");

  @Option(
      names = "--storage",
      defaultValue = "REDIS",
      description = "one of ${COMPLETION-CANDIDATES}, by default ${DEFAULT-VALUE}")
  private Soak.Storage storage;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "between two looks, by default ${DEFAULT-VALUE}")
  private int every;

  @Option(
      names = "--restart-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "between two restarts of Redis, by default ${DEFAULT-VALUE}")
  private int restartEvery;

  @Option(names = "--report", paramLabel = "DIR", description = "${DEFAULT-VALUE}")
  private Path report = Path.of("target/soak");

  @Option(
      names = "--publish",
      paramLabel = "DIR",
      description = "also leaves a smaller report there, fit to be kept")
  private Path publish;

  /** Ends the process with the soak's exit code. */
  public static void main(String[] arguments) {
    // Whoever ends this process ends what it started, too: nothing else would.
    Thread last =
        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy));
    Runtime.getRuntime().addShutdownHook(last);
    System.exit(
        new CommandLine(new SoakProgram())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var pace = new Soak.Pace(Duration.ofSeconds(every), Duration.ofSeconds(restartEvery));
    var soak = new Soak(scenario, storage, pace, report);
    int exit = soak.run();
    if (publish != null && Files.exists(report.resolve("report.json"))) {
      publish(SmallReport.of(soak.report()));
    }
    System.out.println("exit " + exit + ", report " + report.resolve("report.html"));
    return exit;
  }

  private void publish(ObjectNode small) throws IOException {
    Files.createDirectories(publish);
    Files.writeString(publish.resolve("soak-report.json"), small.toPrettyString() + "\n");
    Files.writeString(publish.resolve("soak-report.html"), ReportPage.of(small));
  }
}
