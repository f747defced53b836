package io.decisionos.gateway.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.load.report.Comparison;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets two reports side by side. Exits 3 where one of them does not count, else 0. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Sets two reports side by side.")
final class CompareCommand implements Callable<Integer> {

  private static final int INVALID = 3;

  @Parameters(index = "0", paramLabel = "A", description = "a report.json or its directory")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "a report.json or its directory")
  private Path after;

  private final PrintStream out;

  CompareCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    var comparison = new Comparison(read(before), read(after));
    comparison.lines().forEach(out::println);
    return comparison.counts() ? CommandLine.ExitCode.OK : INVALID;
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
