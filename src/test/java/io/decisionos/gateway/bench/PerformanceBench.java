package io.decisionos.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./run.sh bench}: the hot read and the storage path beside bare servers and nginx with Lua,
 * in interleaved rounds, then the gateway's memory; see {@code docs/performance.md}. It belongs on
 * another core than the servers, which take core 0.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Makes the tables of docs/performance.md. Needs two cores that nobody else uses.")
public final class PerformanceBench implements Callable<Integer> {
  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "by default ${DEFAULT-VALUE}, in each of which every server has its turns")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "of each server, by default ${DEFAULT-VALUE}")
  private long warmUp;

  @Option(
      names = "--round",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description = "of each server in a round, by default ${DEFAULT-VALUE}")
  private long round;

  @Option(
      names = "--table",
      description = "which to make: ${COMPLETION-CANDIDATES}; by default all")
  private Set<Table> tables = EnumSet.allOf(Table.class);

  @Option(
      names = "--beside",
      paramLabel = "CHECKOUT",
      description = "of another version, with which alone the hot read is compared")
  private Optional<Path> beside = Optional.empty();

  private enum Table {
    HOT_READ,
    SIGNED,
    ALERTS,
    TRACES,
    USAGE,
    SHARED,
    LATENCY,
    STORAGE,
    MEMORY
  }

  /** Ends the process with 0, or 1 if a server could not be measured. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new PerformanceBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (Runtime.getRuntime().availableProcessors() > 1
        || !Files.exists(Path.of("/proc/self/stat"))) {
      Report.progress("not pinned to one core of Linux: the figures will be noisy");
    }
    var compared = new Rounds(rounds, warmUp, round);
    for (Table table : tables) {
      switch (table) {
        case HOT_READ -> new HotRead(compared, beside).print();
        case SIGNED -> new SignedRead(compared).print();
        case ALERTS -> new WatchedRead(compared).print();
        case TRACES -> new TracedRead(compared).print();
        case USAGE -> new MeasuredRead(compared).print();
        case SHARED -> new SharedRead(compared).print();
        case LATENCY -> new LatencyTable(compared).print();
        case STORAGE -> new StoragePath(compared).print();
        case MEMORY -> new MemoryTable(warmUp).print();
      }
      Report.line("");
    }
    return 0;
  }
}
