package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.HighlightHistory.Entry;
import io.decisionos.gateway.cards.HighlightHistory.Position;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.event.ReasonEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HighlightHistoryTest {
  private static final ReasonCatalog CATALOG = Catalogs.shipped();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<ReasonEvent> events = new ArrayList<>();
  private HighlightHistory log = HighlightHistory.empty(Span.HOUR, CATALOG);

  private void count(int hour, String reason) {
    events.add(new ReasonEvent(START.plusSeconds(3600L * hour + 59), reason, 1));
  }

  private void turn() {
    turn(CATALOG);
  }

  private void turn(ReasonCatalog catalog) {
    log = log.turn(ReasonCounts.of(events), catalog);
  }

  private List<Integer> hours(Optional<Position> since) {
    return log.behind(since, HighlightHistory.MOST_ENTRIES).stream()
        .map(entry -> (int) START.until(entry.highlight().start(), ChronoUnit.HOURS))
        .toList();
  }

  private Optional<Position> last() {
    List<Entry> entries = log.entries();
    return Optional.of(entries.get(entries.size() - 1).position());
  }

  @Test
  void eachBucketThatChangedIsTold() {
    count(0, "reason:perf");
    count(5, "reason:perf");
    turn();
    assertThat(hours(Optional.empty())).containsExactly(0, 5);
    Optional<Position> seen = last();
    count(7, "reason:perf");
    count(0, "reason:quota");
    turn();
    assertThat(hours(seen)).containsExactly(0, 7);
    assertThat(hours(last())).isEmpty();
  }

  @Test
  void aBucketWhoseTenWeightiestStayIsNotTold() {
    IntStream.range(0, 10).forEach(i -> IntStream.range(0, 2).forEach(n -> count(0, "r" + i)));
    turn();
    Optional<Position> seen = last();
    count(0, "an eleventh");
    turn();
    assertThat(hours(seen)).isEmpty();
    count(0, "r3");
    turn();
    assertThat(hours(seen)).containsExactly(0);
  }

  @Test
  void anotherWeightIsTold() {
    count(0, "reason:perf");
    count(1, "reason:quota");
    turn();
    Optional<Position> seen = last();
    turn(Catalogs.of(Catalogs.shippedText().replace("weight: 1.10", "weight: 1.11")));
    assertThat(hours(seen)).containsExactly(0);
    assertThat(log.behind(seen, 1).get(0).highlight().marks().get(0).value()).isEqualTo("1.11");
  }

  @Test
  void theNewestThousandAreKeptAndAnOlderPlaceStartsAtTheOldest() {
    IntStream.range(0, 600).forEach(hour -> count(hour, "reason:perf"));
    turn();
    Optional<Position> seen = last();
    Optional<Position> early = Optional.of(log.entries().get(0).position());
    assertThat(hours(early)).hasSize(599);
    IntStream.range(0, 600).forEach(hour -> count(hour, "reason:perf"));
    turn();
    assertThat(log.entries()).hasSize(HighlightHistory.MOST_ENTRIES);
    assertThat(hours(seen)).hasSize(600);
    IntStream.range(0, 1200).forEach(hour -> count(hour, "reason:perf"));
    turn();
    assertThat(hours(seen)).hasSize(1000).startsWith(200).endsWith(1199);
  }

  @Test
  void aPlaceMeansTheSameToALogThatIsMadeAnewOfTheSame() {
    IntStream.range(0, 3).forEach(hour -> count(hour, "reason:perf"));
    turn();
    Optional<Position> second = Optional.of(log.entries().get(1).position());
    log = HighlightHistory.empty(Span.HOUR, CATALOG);
    turn();
    assertThat(hours(second)).containsExactly(2);
  }

  @Test
  void aPlaceOfWhatIsNotKnownStartsAtTheOldest() {
    count(0, "reason:perf");
    turn();
    Optional<Position> seen = last();
    count(1, "reason:perf");
    log = HighlightHistory.empty(Span.HOUR, CATALOG);
    turn();
    assertThat(hours(seen)).containsExactly(0, 1);
  }

  @Test
  void thePlaceBehindNothingIsGoodForAllThatComes() {
    Optional<Position> nothing = Optional.of(log.end());
    assertThat(hours(nothing)).isEmpty();
    count(0, "reason:perf");
    turn();
    assertThat(hours(nothing)).containsExactly(0);
  }

  @Test
  void countsThatAreOlderThanWhatIsShownChangeNothing() {
    count(0, "reason:perf");
    ReasonCounts older = ReasonCounts.of(events);
    count(1, "reason:perf");
    turn();
    assertThat(log.isOf(older, CATALOG)).isTrue();
    assertThat(log.turn(older, CATALOG).entries()).isEqualTo(log.entries());
  }
}
