package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.load.report.Comparison;
import io.decisionos.gateway.load.scenario.Fault;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sets two reports side by side. Exits 3 if one of them does not count or a gate is given two
 * scenarios, 1 if a figure got worse by more than was asked for, else 0.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Sets two reports side by side.")
final class CompareCommand implements Callable<Integer> {

  private static final int WORSE = 1;
  private static final int INVALID = 3;
  private static final Pattern SHARE = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?) ?%?");

  @Parameters(index = "0", paramLabel = "A", description = "a report.json or its directory")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "a report.json or its directory")
  private Path after;

  @Option(
      names = "--fail-above",
      paramLabel = "PERCENT",
      description = "exit 1 if p50 to p99, errors or rejected requests grew by more than this")
  private Optional<String> failAbove = Optional.empty();

  private final PrintStream out;

  CompareCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InvalidScenario {
    double share = share();
    var comparison = new Comparison(read(before), read(after));
    comparison.lines().forEach(out::println);
    if (!comparison.counts() || (failAbove.isPresent() && !comparison.isOfOneScenario())) {
      out.println("not judged: make again what does not count, and compare runs of one scenario");
      return INVALID;
    }
    List<String> worse = comparison.worseBy(share);
    if (failAbove.isPresent()) {
      out.println(
          (worse.isEmpty() ? "nothing" : worse.size() + " figures") + " above " + failAbove.get());
      worse.forEach(line -> out.println("  " + line));
    }
    return worse.isEmpty() ? CommandLine.ExitCode.OK : WORSE;
  }

  /** The share that is asked for; without one nothing is too much. */
  private double share() throws InvalidScenario {
    if (failAbove.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    Matcher match = SHARE.matcher(failAbove.get());
    if (!match.matches()) {
      var fault = new Fault("--fail-above", failAbove.get(), "a share such as 10%");
      throw new InvalidScenario(List.of(fault));
    }
    return Double.parseDouble(match.group(1)) / 100;
  }

  private static JsonNode read(Path given) throws IOException {
    Path file = Files.isDirectory(given) ? given.resolve("report.json") : given;
    JsonNode report = new ObjectMapper().readTree(Files.readString(file));
    if (!report.has("verdict") || !report.has("totals")) {
      throw new IOException(file + ", which is no report of this tool");
    }
    return report;
  }
}
