package io.decisionos.gateway.cli;

import io.decisionos.gateway.cards.event.EventGenerator;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Rfc3339;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes files of reason events for trials. */
@Command(
    name = "generate",
    description =
        "Makes up events, in DIR/TENANT/sample-SEED.jsonl, which a gateway follows. The same"
            + " options make the same file.",
    mixinStandardHelpOptions = true)
final class GenerateEventsCommand implements Callable<Integer> {
  private static final Duration USUAL_RANGE = Duration.ofDays(30);
  private static final int MOST_EVENTS = 100_000_000;

  @Spec private CommandSpec spec;

  @Option(names = "--seed", defaultValue = "1", description = "what to make them from")
  private long seed;

  @Option(names = "--tenant", defaultValue = "default", description = "whose (${DEFAULT-VALUE})")
  private List<String> tenants;

  @Option(names = "--events", defaultValue = "5000", description = "how many for each tenant")
  private int events;

  @Option(names = "--from", description = "RFC 3339; 30 days before --to")
  private String from;

  @Option(
      names = "--to",
      defaultValue = "2026-01-31T00:00:00Z",
      description = "RFC 3339, or now (${DEFAULT-VALUE})")
  private String to;

  @Option(
      names = "--out",
      required = true,
      description = "the folder to write to; a gateway reads its own, var/events")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (events < 0 || events > MOST_EVENTS) {
      throw refused("--events: found " + events + ", expected 0 to " + MOST_EVENTS);
    }
    Instant end = to.equals("now") ? now() : time("--to", to);
    Instant begin = begin(end);
    for (String tenant : tenants) {
      Path folder = out.resolve(tenant(tenant).value());
      // Tenants of one seed shall not look alike.
      long own = 31 * seed + tenant.hashCode();
      write(
          new EventGenerator.Plan(own, events, begin, end),
          folder.resolve("sample-" + seed + ".jsonl"));
    }
    return 0;
  }

  private Instant begin(Instant end) {
    Instant begin = from == null ? end.minus(USUAL_RANGE) : time("--from", from);
    if (!begin.isBefore(end)) {
      throw refused("--from: found " + begin + ", expected a time before " + end);
    }
    return begin;
  }

  private void write(EventGenerator.Plan plan, Path file) throws IOException {
    new EventGenerator(plan).write(file);
    spec.commandLine().getOut().println(plan.events() + " made-up event(s) written to " + file);
  }

  private static Instant now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Instant time(String option, String text) {
    return Rfc3339.parse(text)
        .orElseThrow(
            () -> refused(option + ": found \"" + text + "\", expected a time of RFC 3339"));
  }

  private TenantId tenant(String text) {
    return TenantId.parse(text)
        .orElseThrow(() -> refused("--tenant: found \"" + text + "\", expected a tenant's id"));
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
