package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.http.Window;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events that a seed makes up, around the days on which calendars go wrong.
 *
 * @param window one that cuts buckets, as a rule
 * @param events in no order
 */
record Workload(Window window, List<Event> events, Random random) {
  private static final List<String> REASONS =
      List.of(
          "reason:infra-latency",
          "slow-network",
          "reason:infra-error",
          "reason:perf",
          "reason:anomaly",
          "reason:canary",
          "reason:budget-exceeded",
          "reason:quota",
          "reason:unheard-of",
          "zürich",
          "\ud83d\ude00",
          "\uff21");
  private static final List<String> TURNS =
      List.of(
          "2024-02-29T00:00:00Z",
          "2024-03-01T00:00:00Z",
          "2025-01-01T00:00:00Z",
          "2021-01-03T23:00:00Z",
          "2020-12-28T12:00:00Z",
          "1969-12-31T22:00:00Z",
          "2023-12-31T23:30:00Z",
          "2024-12-30T00:00:00Z");

  /** An event as a line of a file has it. */
  record Event(String ts, String reason, long count) {}

  static Workload of(long seed) {
    var random = new Random(seed);
    Instant turn = Instant.parse(TURNS.get(random.nextInt(TURNS.size())));
    int spread = random.nextBoolean() ? 48 : 24 * 40;
    int size = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(400);
    var events = new ArrayList<Event>();
    for (int i = 0; i < size; i++) {
      events.add(event(random, moment(random, turn, spread)));
    }
    Instant start = moment(random, turn, spread);
    Instant end =
        start.plusSeconds(random.nextInt(spread * 3600)).plusMillis(1 + random.nextInt(1000));
    return new Workload(new Window(start, end), events, random);
  }

  private static Instant moment(Random random, Instant turn, int spread) {
    Instant moment = turn.plusSeconds(random.nextInt(spread * 3600) - spread * 1800L);
    // Often exactly on the hour, where one bucket ends and the next begins.
    return switch (random.nextInt(3)) {
      case 0 -> Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), 3600) * 3600);
      case 1 -> moment.plusMillis(random.nextInt(1000));
      default -> moment;
    };
  }

  private static Event event(Random random, Instant moment) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(28 * 60) - 14 * 60));
    String ts =
        random.nextBoolean() ? moment.toString() : OffsetDateTime.ofInstant(moment, offset) + "";
    // Few different counts make many equal scores.
    long count = random.nextInt(20) == 0 ? 1_000_000_000L : 1 + random.nextInt(3);
    return new Event(withSeconds(ts), REASONS.get(random.nextInt(REASONS.size())), count);
  }

  /** The library leaves seconds out if they are zero. */
  private static String withSeconds(String ts) {
    return ts.matches(".*T\\d\\d:\\d\\d([Z+-].*)")
        ? ts.substring(0, 16) + ":00" + ts.substring(16)
        : ts;
  }

  /** The counts that the gateway makes of the events. */
  ReasonCounts counts() {
    return ReasonCounts.of(
        events.stream()
            .map(
                event ->
                    new ReasonEvent(
                        Window.moment(event.ts()).orElseThrow(), event.reason(), event.count()))
            .toList());
  }
}
