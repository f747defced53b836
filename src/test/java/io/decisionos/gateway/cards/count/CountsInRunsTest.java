package io.decisionos.gateway.cards.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.event.ReasonEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts over runs against a plain loop over the events. */
class CountsInRunsTest {
  private static final Instant FIRST = Instant.parse("2024-02-28T21:17:00Z");
  private static final long RANGE_MS = Duration.ofDays(3).toMillis();

  private static List<ReasonEvent> made(Random random) {
    return IntStream.range(0, 400)
        .mapToObj(
            i ->
                new ReasonEvent(
                    moment(random),
                    "reason-" + random.nextInt(7),
                    random.nextBoolean() ? 1 : 1 + random.nextInt(1_000_000_000)))
        .toList();
  }

  private static Instant moment(Random random) {
    Instant second = FIRST.plusSeconds(random.nextInt((int) (RANGE_MS / 1000)));
    return random.nextBoolean() ? second : second.plusNanos(random.nextInt(1_000_000_000));
  }

  /** The same events in runs of different sizes, some of them merged. */
  private static ReasonCounts inRuns(List<ReasonEvent> events, Random random) {
    var names = new ReasonNames(100);
    var runs = new ArrayList<SortedRun>();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(90));
      var cells = new CellSort();
      events
          .subList(from, to)
          .forEach(event -> cells.add(event.ts(), names.idOf(event.reason()), event.count()));
      runs.add(cells.run(to, SortedRun.HEAP));
      from = to;
      if (runs.size() > 3 && random.nextBoolean()) {
        List<SortedRun> last = runs.subList(runs.size() - 3, runs.size());
        SortedRun merged = RunMerge.of(last, SortedRun.HEAP);
        last.clear();
        runs.add(merged);
      }
    }
    return new CountsInRuns(names.list(), runs, events.size());
  }

  private static Map<String, Long> plainly(List<ReasonEvent> events, Instant start, Instant end) {
    var counts = new TreeMap<String, Long>();
    for (ReasonEvent event : events) {
      if (!event.ts().isBefore(start) && event.ts().isBefore(end)) {
        counts.merge(event.reason(), event.count(), Long::sum);
      }
    }
    return counts;
  }

  @Test
  void everyWindowHoldsWhatAPlainLoopFindsInIt() {
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      List<ReasonEvent> events = made(random);
      ReasonCounts counts = inRuns(events, random);
      for (int window = 0; window < 10; window++) {
        Instant start = moment(random);
        Instant end = moment(random);
        assertThat(counts.between(start, end).asMap())
            .as("seed %d, %s to %s", seed, start, end)
            .isEqualTo(plainly(events, start, end));
      }
    }
  }

  @Test
  void slicesAreTheBucketsWithEventsCutByTheWindow() {
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      List<ReasonEvent> events = made(random).subList(0, 60);
      Span span = random.nextBoolean() ? Span.HOUR : Span.DAY;
      Instant start = moment(random);
      Instant end = start.plusMillis(random.nextInt((int) RANGE_MS));
      var expected = new ArrayList<String>();
      for (Instant at = start; at.isBefore(end); at = span.endOf(at)) {
        Instant until = span.endOf(at).isBefore(end) ? span.endOf(at) : end;
        Map<String, Long> inBucket = plainly(events, at, until);
        if (!inBucket.isEmpty()) {
          expected.add(at + " " + until + " " + inBucket);
        }
      }
      assertThat(inRuns(events, random).slices(start, end, span))
          .as("seed %d", seed)
          .extracting(slice -> slice.start() + " " + slice.end() + " " + slice.tally())
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void aFractionOfASecondCanBeABound() {
    Instant at = FIRST.plusNanos(500);
    ReasonCounts counts = ReasonCounts.of(List.of(new ReasonEvent(at, "a", 2)));
    assertThat(counts.between(at, at.plusNanos(1)).asMap()).isEqualTo(Map.of("a", 2L));
    assertThat(counts.between(at.plusNanos(1), at.plusSeconds(9)).isEmpty()).isTrue();
    assertThat(counts.between(FIRST, at).isEmpty()).isTrue();
  }

  @Test
  void theFirstAndTheLastYearAreAsGoodAsAny() {
    Instant first = Instant.parse("0000-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
    var events = List.of(new ReasonEvent(first, "a", 1), new ReasonEvent(last, "b", 1));
    ReasonCounts counts = ReasonCounts.of(events);
    assertThat(counts.between(Instant.MIN, Instant.MAX).asMap())
        .isEqualTo(Map.of("a", 1L, "b", 1L));
    assertThat(counts.slices(first, last, Span.HOUR)).hasSize(1);
    assertThat(counts.slices(Instant.MIN, Instant.MAX, Span.DAY)).hasSize(2);
  }

  @Test
  void theHoursThatChangedAreToldSinceAnyVersion() {
    var random = new Random(1);
    List<ReasonEvent> events = made(random);
    ReasonCounts counts = inRuns(events, random);
    assertThat(counts.hoursChangedSince(counts.version())).isEmpty();
    for (int version = 0; version < events.size(); version += 50) {
      assertThat(counts.hoursChangedSince(version))
          .containsAll(
              events.subList(version, events.size()).stream()
                  .map(event -> Span.HOUR.startOf(event.ts()))
                  .toList())
          .isSorted();
    }
  }

  @Test
  void namesAreSortedByCodePoint() {
    var events =
        List.of("\uffee", "\ud83d\ude00", "a", "B").stream()
            .map(reason -> new ReasonEvent(FIRST, reason, 1))
            .toList();
    Tally tally = ReasonCounts.of(events).between(FIRST, FIRST.plusNanos(1));
    assertThat(tally.asMap().keySet()).containsExactly("B", "a", "\uffee", "\ud83d\ude00");
    assertThat(tally.asMap().values()).containsOnly(1L);
  }
}
