package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.report.JunitXml;
import io.decisionos.gateway.load.report.Terminal;
import io.decisionos.gateway.load.scenario.Fault;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Overrides;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that makes load is told: the scenario, the target, where the report goes. */
final class Aim {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Duration MOST_WARM_UP = Duration.ofMinutes(2);
  private static final double MILLIS = 1000;
  private static final int PATIENCE_MS = 5000;

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      description = "a file, JSON or YAML, or the name of one in conf/load")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--target", paramLabel = "URL", description = "instead of the scenario's target")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "the highest rate of the run, requests a second; all rates in proportion")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--duration",
      paramLabel = "LENGTH",
      converter = Length.class,
      description = "how long the run lasts, such as 90s or 15m; all phases in proportion")
  private Optional<Duration> duration = Optional.empty();

  @Option(names = "--connections", paramLabel = "N", description = "instead of the scenario's")
  private Optional<Integer> connections = Optional.empty();

  @Option(names = "--report", paramLabel = "DIR", description = "default: one below var/load")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "writes the thresholds as test cases, in the XML that build servers read")
  private Optional<Path> junit = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "LENGTH",
      converter = Length.class,
      defaultValue = "15s",
      description = "how long the tool may warm itself up first, by default ${DEFAULT-VALUE}")
  private Duration warmUp;

  /** How long the tool may warm itself up before the run. */
  Duration warmUp() throws InvalidScenario {
    if (warmUp.compareTo(MOST_WARM_UP) > 0) {
      throw invalid("--warm-up", warmUp.toSeconds() + "s", MOST_WARM_UP.toSeconds() + "s at most");
    }
    return warmUp;
  }

  /** The scenario, aimed at the target that was asked for. */
  Scenario scenario() throws InvalidScenario, IOException {
    if (file.isEmpty()) {
      throw invalid("scenario", "nothing", "a file, JSON or YAML, or the name of one in conf/load");
    }
    var seconds = duration.map(length -> length.toMillis() / MILLIS);
    Scenario read = ScenarioFile.read(there(file.get()), new Overrides(rate, seconds, connections));
    return target.isEmpty() ? read : read.against(other(target.get()));
  }

  /** The file, if there is one, or the shipped scenario of this name, wherever the caller is. */
  private static Path there(Path file) throws InvalidScenario {
    if (Files.isDirectory(file)) {
      throw invalid("the scenario", "a directory", "a scenario's file");
    }
    if (Files.exists(file)) {
      return file;
    }
    Path all = Path.of(System.getProperty("decisionos.home", ""), "conf", "load");
    Path shipped = all.resolve(file + ".json");
    if (file.getParent() != null || !Files.exists(shipped)) {
      throw invalid(
          "the scenario", "no such file", "a scenario's file, or the name of one in " + all);
    }
    return shipped;
  }

  /**
   * Looks ahead of the run at what it would fail for: where its report goes, and whether anybody
   * listens, as it would only count refusals, second by second.
   */
  void require(Scenario scenario) throws InvalidScenario {
    requireListener(scenario);
    if (report.isPresent() && !isFolder(report.get())) {
      throw invalid("--report", report.get().toString(), "a directory that can be written");
    }
    if (junit.isPresent() && !isFolder(junit.get().toAbsolutePath().getParent())) {
      throw invalid("--junit", junit.get().toString(), "a file in a directory that can be written");
    }
  }

  private static boolean isFolder(Path place) {
    try {
      return Files.isWritable(Files.createDirectories(place));
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireListener(Scenario scenario) throws InvalidScenario {
    URI target = scenario.wire().target();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), PATIENCE_MS);
    } catch (IOException e) {
      throw invalid(
          "target", target + ", where nobody listens", "a server: start it, or give --target");
    }
  }

  private static URI other(String target) throws InvalidScenario {
    Optional<URI> parsed = Target.parse(target);
    if (parsed.isEmpty()) {
      throw invalid("--target", target, Target.EXPECTED);
    }
    return parsed.get();
  }

  static InvalidScenario invalid(String path, String found, String expected) {
    return new InvalidScenario(List.of(new Fault(path, found, expected)));
  }

  /** Writes a run's report if it was asked for, and its cases for a build server. */
  void report(Session session, RunResult result, ObjectNode json) throws IOException {
    if (junit.isPresent()) {
      Files.writeString(junit.get(), JunitXml.of(json));
    }
    String own = Terminal.safe(result.scenario().name()) + "-" + STAMP.format(result.startedAt());
    session.report(json, Files.createDirectories(report.orElse(Path.of("var", "load", own))));
  }
}
