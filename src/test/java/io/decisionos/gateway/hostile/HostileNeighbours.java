package io.decisionos.gateway.hostile;

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
        "| resource | alone p99 | beside p99 | served | RSS before, most, after | descriptors |"
            + " threads | |");
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
    try (var gateway = Besieged.start(home, Cores.measured(), heap);
        var assault = new Assault(attack, gateway)) {
      var neighbour = Neighbour.ask(home, gateway.port(), seconds, assault::begin);
      System.err.println(assault.end());
      TimeUnit.MILLISECONDS.sleep(REST_MS);
      return tell(attack, new Row(neighbour, assault.before(), gateway.footprint()));
    }
  }

  /** What was seen of one attack. */
  private record Row(Neighbour neighbour, Footprint before, Footprint after) {

    private boolean held() {
      return neighbour.served() >= WANTED
          && neighbour.p99Beside() <= MOST_TIMES * neighbour.p99Alone() + MOST_MORE_MS
          && after.residentMegabytes() <= MOST_CHANGE * before.residentMegabytes()
          && after.descriptors() <= MOST_CHANGE * before.descriptors()
          && after.threads() <= MOST_CHANGE * before.threads();
    }

    private String verdict() {
      return neighbour.counts() ? held() ? "held" : "not held" : "does not count";
    }
  }

  private boolean tell(Attack attack, Row row) {
    say(
        String.format(
            Locale.ROOT,
            "| %s | %.1f ms | %.1f ms | %.2f %% | %.0f, %.0f, %.0f MB | %d, %d | %d, %d | %s |",
            attack.resource(),
            row.neighbour().p99Alone(),
            row.neighbour().p99Beside(),
            100 * row.neighbour().served(),
            row.before().residentMegabytes(),
            row.after().mostMegabytes(),
            row.after().residentMegabytes(),
            row.before().descriptors(),
            row.after().descriptors(),
            row.before().threads(),
            row.after().threads(),
            row.verdict()));
    if (!row.neighbour().counts()) {
      System.err.println(row.neighbour().objections());
    }
    return row.neighbour().counts() && row.held();
  }

  private void say(String line) {
    System.out.println(line);
  }
}
