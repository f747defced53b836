package io.decisionos.gateway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.work.BusyThread.Done;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whose the processor time of the process is. */
final class SplitTest {
  private static final long MS = 1_000_000;

  private static long sum(Split split) {
    return split.nobody() + split.parties().values().stream().mapToLong(nanos -> nanos).sum();
  }

  @Test
  void anIdleProcessIsNobodys() {
    Split split = Split.of(30 * MS, 20 * MS, List.of(new Split.Spent(5 * MS, Map.of())));
    assertThat(split.parties()).isEmpty();
    assertThat(split.nobody()).isEqualTo(30 * MS);
  }

  @Test
  void oneRequestOfAnIdleProcessCarriesItselfAndLittleMore() {
    var lone = new Split.Spent(5 * MS, Map.of("a", new Done(MS / 10, 1)));
    Split split = Split.of(20 * MS, 20 * MS, List.of(lone));
    assertThat(split.parties().get("a")).isEqualTo(350_000);
    assertThat(sum(split)).isEqualTo(20 * MS);
  }

  @Test
  void whatAThreadTakesBesideItsTurnsGoesByTheirNumber() {
    var loop =
        new Split.Spent(
            100 * MS, Map.of("a", new Done(10 * MS, 9000), "b", new Done(10 * MS, 1000)));
    Split split = Split.of(100 * MS, 100 * MS, List.of(loop));
    assertThat(split.parties().get("a")).isCloseTo(82 * MS, within(10L));
    assertThat(split.parties().get("b")).isCloseTo(18 * MS, within(10L));
  }

  @Test
  void turnsThatSeemToTakeMoreThanTheirThreadAreCut() {
    var loop =
        new Split.Spent(40 * MS, Map.of("a", new Done(90 * MS, 10), "b", new Done(30 * MS, 10)));
    Split split = Split.of(40 * MS, 40 * MS, List.of(loop));
    assertThat(split.parties().get("a")).isCloseTo(30 * MS, within(10L));
    assertThat(split.nobody()).isLessThan(10);
  }

  @Test
  void whatTheMachineDoesForAllIsSharedByWhatTheyRun() {
    var loop = new Split.Spent(60 * MS, Map.of("a", new Done(60 * MS, 1)));
    Split split = Split.of(160 * MS, 80 * MS, List.of(loop));
    // Three quarters of what runs, so three quarters of what is done for it.
    assertThat(split.parties().get("a")).isEqualTo(120 * MS);
  }

  @Test
  void theSumIsWhatTheProcessTookWhateverWasMeasured() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 2000; i++) {
      long process = random.nextLong(200 * MS);
      var threads =
          List.of(
              new Split.Spent(
                  random.nextLong(100 * MS),
                  Map.of(
                      "a", new Done(random.nextLong(50 * MS), 1 + random.nextInt(1000)),
                      "b", new Done(0, 1 + random.nextInt(1000)))),
              new Split.Spent(random.nextLong(100 * MS), Map.of()),
              new Split.Spent(0, Map.of("a", new Done(0, 1))));
      Split split = Split.of(process, random.nextLong(200 * MS), threads);
      assertThat(sum(split)).isEqualTo(process);
      assertThat(split.parties().values()).allMatch(nanos -> nanos >= 0);
    }
  }
}
