package io.decisionos.gateway.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfWatchTest {

  private final SelfWatch watch = new SelfWatch();

  @Test
  void aPunctualRunHasNothingAgainstIt() {
    send(99, 100);
    send(1, 50_000);
    watch.lag(1000);
    watch.cpu(0.5);

    assertThat(watch.report().objections()).isEmpty();
  }

  @Test
  void moreThanOneInAHundredLateIsAnObjection() {
    send(98, 100);
    send(2, 50_000);

    assertThat(watch.report().objections())
        .containsExactly(
            "late sends: 2 of 100 requests went out more than 10 ms after their time,"
                + " allowed are 1 %");
  }

  @Test
  void whatWasNeverSentIsAnObjection() {
    send(100, 100);
    watch.unsent();

    assertThat(watch.report().objections())
        .containsExactly(
            "unsent: 1 of 101 requests were never sent, the tool could not make the rate");
  }

  @Test
  void aLaggingEventLoopIsAnObjection() {
    send(100, 100);
    IntStream.range(0, 100).forEach(i -> watch.lag(30_000));

    assertThat(watch.report().objections())
        .singleElement()
        .asString()
        .startsWith("event-loop lag: p99 30.");
  }

  @Test
  void aFullEventLoopIsAnObjection() {
    send(100, 100);
    IntStream.range(0, 8).forEach(i -> watch.cpu(0.5));
    IntStream.range(0, 2).forEach(i -> watch.cpu(0.99));

    assertThat(watch.report().objections())
        .containsExactly("CPU: the event loop was full in 2 of 10 seconds, allowed are 10 %");
  }

  @Test
  void theToolsOwnCostIsKnown() {
    send(50_000, 100);
    watch.cpu(0.6);

    assertThat(watch.report().cpu().microsPerRequest()).isEqualTo(12);
  }

  @Test
  void anObjectionGoesBeforeAMissedThreshold() {
    var missed = new Finding("all", "p99_ms", 1, OptionalDouble.of(2));

    assertThat(Verdict.of(List.of(), List.of()).state().exit()).isZero();
    assertThat(Verdict.of(List.of(), List.of(missed)).state().exit()).isEqualTo(1);
    assertThat(Verdict.of(List.of("late"), List.of(missed)).state().exit()).isEqualTo(3);
  }

  private void send(int times, long lateMicros) {
    IntStream.range(0, times).forEach(i -> watch.sent(lateMicros));
  }
}
