package io.decisionos.gateway.cards.event;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes up reason events as another process would leave them, oldest first: most reasons come all
 * the time, and now and then one of them comes in a burst. The same plan makes the same file.
 */
public final class EventGenerator {
  private static final List<String> REASONS =
      List.of(
          "reason:perf",
          "reason:quota",
          "reason:infra-latency",
          "reason:anomaly",
          "reason:budget-exceeded",
          "reason:canary",
          "reason:infra-error",
          "unlabelled");
  private static final double BURST_SHARE = 0.2;
  private static final int BURSTS = 6;
  private static final Duration BURST = Duration.ofMinutes(20);
  private static final int MOST_AT_ONCE = 4;

  private final Plan plan;
  private final Random random;

  /**
   * What to make.
   *
   * @param from the time of the first event at the earliest
   * @param to the time that all events come before
   */
  public record Plan(long seed, int events, Instant from, Instant to) {}

  public EventGenerator(Plan plan) {
    this.plan = plan;
    this.random = new Random(plan.seed());
  }

  /** Writes the events, one a line; a file that is there is replaced at once. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try (BufferedWriter out = Files.newBufferedWriter(draft)) {
      for (long millis : times()) {
        out.write(line(Instant.ofEpochMilli(millis)));
        out.newLine();
      }
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private long[] times() {
    long range = Duration.between(plan.from(), plan.to()).toMillis();
    long[] bursts = random.longs(BURSTS, 0, range).toArray();
    long[] times = new long[plan.events()];
    for (int i = 0; i < times.length; i++) {
      long at =
          random.nextDouble() < BURST_SHARE
              ? bursts[random.nextInt(BURSTS)] + (long) (random.nextDouble() * BURST.toMillis())
              : (long) (random.nextDouble() * range);
      times[i] = plan.from().toEpochMilli() + Math.min(at, range - 1);
    }
    Arrays.sort(times);
    return times;
  }

  private String line(Instant at) {
    // Squaring makes the first reasons the more frequent ones.
    double pick = random.nextDouble();
    String reason = REASONS.get((int) (pick * pick * REASONS.size()));
    var event = new JsonObject().put("ts", at.toString()).put("reason", reason);
    int count = 1 + random.nextInt(MOST_AT_ONCE);
    return (count == 1 ? event : event.put("count", count)).encode();
  }
}
