package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.engine.LoadRun;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.report.ProgressLine;
import io.decisionos.gateway.load.report.ReportJson;
import io.decisionos.gateway.load.report.ReportPage;
import io.decisionos.gateway.load.report.Summary;
import io.decisionos.gateway.load.scenario.Fault;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.decisionos.gateway.load.scenario.Target;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The load tool's command line. Exits 0 when every threshold was met, 1 when one was missed, 2 when
 * it could not begin, 3 when the run does not count.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Makes the load that a scenario describes, and measures what came of it.")
public final class LoadMain implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Parameters(arity = "0..1", paramLabel = "SCENARIO.json", description = "conf/load has some")
  private Optional<Path> scenario = Optional.empty();

  @Option(names = "--target", paramLabel = "URL", description = "instead of the scenario's target")
  private Optional<String> target = Optional.empty();

  @Option(names = "--report", paramLabel = "DIR", description = "default: one below var/load")
  private Optional<Path> report = Optional.empty();

  private final PrintStream out;
  private final PrintStream err;

  LoadMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** The whole program but for the exit. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    var command = new CommandLine(new LoadMain(out, err));
    command.getCommandSpec().version(ReportJson.toolVersion());
    return command
        .addSubcommand(new CompareCommand(out, err))
        .addSubcommand(new CapacityCommand(out, err))
        .execute(arguments);
  }

  @Override
  public Integer call() throws Exception {
    if (scenario.isEmpty()) {
      err.println("scenario: found nothing, expected SCENARIO.json (conf/load has some)");
      return CommandLine.ExitCode.USAGE;
    }
    try {
      return measure(aimed(ScenarioReader.read(Files.readString(scenario.get()))));
    } catch (InvalidScenario invalid) {
      invalid.faults().forEach(fault -> err.println(scenario.get() + ": " + fault));
    } catch (IOException unreadable) {
      err.println(scenario.get() + ": found " + unreadable + ", expected a readable file");
    }
    return CommandLine.ExitCode.USAGE;
  }

  private Scenario aimed(Scenario read) throws InvalidScenario {
    if (target.isEmpty()) {
      return read;
    }
    URI other =
        Target.parse(target.get())
            .orElseThrow(
                () ->
                    new InvalidScenario(
                        List.of(new Fault("--target", target.get(), Target.EXPECTED))));
    return read.against(other);
  }

  private int measure(Scenario aimed) throws Exception {
    var options = new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true);
    var vertx = Vertx.vertx(options);
    var line = new ProgressLine(out, CommandLine.Help.Ansi.AUTO.enabled(), aimed.plan().seconds());
    try {
      RunResult result = new LoadRun(vertx, aimed, line::show).run().await();
      line.end();
      ObjectNode json = ReportJson.of(result);
      Path directory = write(result, json);
      out.print(Summary.of(json));
      out.println("report " + directory.resolve("report.html"));
      return result.verdict().state().exit();
    } finally {
      vertx.close().await();
    }
  }

  private Path write(RunResult result, ObjectNode json) throws IOException {
    String own = result.scenario().name() + "-" + STAMP.format(result.startedAt());
    Path directory = report.orElse(Path.of("var", "load", own));
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("report.json"), json.toPrettyString());
    Files.writeString(directory.resolve("report.html"), ReportPage.of(json));
    return directory;
  }
}
