package io.decisionos.gateway.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./run.sh hostile}: each attack against a gateway of its own, beside a neighbour whom the
 * load tool plays; prints what the neighbour had of it beside its run alone.
 */
@Command(
    name = "hostile",
    mixinStandardHelpOptions = true,
    description = "Tries what one caller can take from its neighbours; see docs/resources.md.")
public final class HostileNeighbours implements Callable<Integer> {
  private static final double WANTED = 0.999;
  private static final double MOST_TIMES = 1.5;
  private static final double MOST_MORE_MS = 5;
  private static final double MOST_CHANGE = 1.05;
  private static final long REST_MS = 5_000;

  @Option(
      names = "--heap",
      split = " ",
      paramLabel = "SWITCHES",
      description = "the JVM's, such as -Xmx256m; by default none")
  private List<String> heap = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "of each attack, by default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--only", description = "attacks that have this in their name")
  private Optional<String> only = Optional.empty();

  /** Ends the process with 0, or 1 if a neighbour suffered from an attack. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HostileNeighbours()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    say(
        "| resource | alone p99 | beside p99 | served | RSS most, after | descriptors | threads |"
            + " |");
    say("|---|---|---|---|---|---|---|---|");
    boolean held = true;
    for (Attack attack : Attacks.all()) {
      if (attack.resource().contains(only.orElse(""))) {
        held &= one(attack);
      }
    }
    return held ? 0 : 1;
  }

  private boolean one(Attack attack) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("hostile");
    try (var gateway = Besieged.start(home, heap)) {
      var neighbour = new Neighbour(home, gateway.port(), seconds);
      JsonNode alone = neighbour.ask();
      Footprint before = gateway.footprint();
      JsonNode beside;
      Footprint most;
      try (var battery = Battery.open(attack, gateway.port())) {
        beside = neighbour.ask();
        most = gateway.footprint();
        System.err.println(battery);
      }
      TimeUnit.MILLISECONDS.sleep(REST_MS);
      return tell(attack, new Row(alone, beside, before, most, gateway.footprint()));
    }
  }

  /** What was seen of one attack; the reports are the load tool's. */
  private record Row(
      JsonNode alone, JsonNode beside, Footprint before, Footprint most, Footprint after) {

    private boolean held() {
      return Neighbour.served(beside) >= WANTED
          && Neighbour.p99(beside) <= MOST_TIMES * Neighbour.p99(alone) + MOST_MORE_MS
          && after.descriptors() <= MOST_CHANGE * before.descriptors()
          && after.threads() <= MOST_CHANGE * before.threads();
    }

    private boolean counts() {
      return Neighbour.counts(alone) && Neighbour.counts(beside);
    }
  }

  private boolean tell(Attack attack, Row row) {
    say(
        String.format(
            Locale.ROOT,
            "| %s | %.1f ms | %.1f ms | %.2f %% | %.0f MB, %.0f MB | %d, %d | %d, %d | %s |",
            attack.resource(),
            Neighbour.p99(row.alone()),
            Neighbour.p99(row.beside()),
            100 * Neighbour.served(row.beside()),
            row.most().residentMegabytes(),
            row.after().residentMegabytes(),
            row.before().descriptors(),
            row.after().descriptors(),
            row.before().threads(),
            row.after().threads(),
            row.counts() ? (row.held() ? "held" : "not held") : "does not count"));
    return row.counts() && row.held();
  }

  private void say(String line) {
    System.out.println(line);
  }
}
