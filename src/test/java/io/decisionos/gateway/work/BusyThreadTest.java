package io.decisionos.gateway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.decisionos.gateway.work.BusyThread.Done;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one thread does for whom, as far as it is measured. */
final class BusyThreadTest {
  private static final int COST = 100;

  private long now;
  private long asked;
  private final BusyThread thread =
      new BusyThread(
          () -> {
            asked++;
            now += COST;
            return now;
          },
          COST);

  private void turn(String party, long nanos) {
    long begun = thread.begin();
    now += nanos;
    thread.end(begun, Optional.of(party));
  }

  @Test
  void fewTurnsAreAllMeasured() {
    turn("a", 500);
    turn("b", 700);
    turn("a", 1);
    assertThat(thread.take()).isEqualTo(Map.of("a", new Done(501, 2), "b", new Done(700, 1)));
    assertThat(thread.take()).isEmpty();
  }

  @Test
  void aTurnWithinAnotherOneIsAPartOfIt() {
    long begun = thread.begin();
    now += 10;
    turn("b", 20);
    thread.end(begun, Optional.of("a"));
    turn("b", 5);
    assertThat(thread.take()).isEqualTo(Map.of("a", new Done(30, 1), "b", new Done(5, 1)));
  }

  @Test
  void aTurnForNobodyIsNobodys() {
    thread.end(thread.begin(), Optional.empty());
    assertThat(thread.take()).isEmpty();
  }

  @Test
  void manyTurnsAreSampledAndAddUpToTheTruth() {
    var done = new HashMap<Object, Done>();
    for (int second = 0; second < 40; second++) {
      for (int i = 0; i < 20_000; i++) {
        // In a rhythm, as callers may come: a sample at fixed distances would see one of them.
        turn(i % 4 == 0 ? "a" : "b", 1000 + i % 7 * 100);
      }
      thread.take().forEach((party, more) -> done.merge(party, more, Done::plus));
    }
    assertThat(asked).isLessThan(2 * 45_000);
    double ratio = (double) done.get("b").nanos() / done.get("a").nanos();
    assertThat(ratio).isCloseTo(3, within(0.15));
    assertThat(done.get("a").turns() + done.get("b").turns())
        .isCloseTo(40 * 20_000L, within(20_000L));
  }

  @Test
  void aRushAfterAQuietSecondIsSampledFromItsBeginning() {
    long nanos = 0;
    for (int again = 0; again < 20; again++) {
      thread.take();
      asked = 0;
      for (int i = 0; i < 60_000; i++) {
        turn("a", 1000);
      }
      assertThat(asked).isLessThan(2 * 5_000);
      nanos += thread.take().get("a").nanos();
    }
    assertThat(nanos / 1000.0).isCloseTo(20 * 60_000, withinPercentage(2));
  }

  @Test
  void aRushOfNobodysTurnsIsSampledAsWell() {
    for (int i = 0; i < 60_000; i++) {
      thread.end(thread.begin(), Optional.empty());
    }
    assertThat(asked).isLessThan(5_000);
    assertThat(thread.take()).isEmpty();
  }
}
