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

    assertThat(whats())
        .containsExactly(
            "late sends: 2 of 100 requests left more than 10 ms after their time by the tool's own"
                + " doing, allowed are 1 %");
  }

  @Test
  void whatWasNeverSentIsAnObjection() {
    send(100, 100);
    watch.unsent();

    assertThat(whats())
        .containsExactly(
            "unsent: 1 of 101 requests were never sent, the tool could not make the rate");
  }

  @Test
  void aLaggingEventLoopIsAnObjection() {
    send(100, 100);
    IntStream.range(0, 100).forEach(i -> watch.lag(30_000));

    assertThat(whats()).singleElement().asString().startsWith("event-loop lag: p99 30.");
  }

  @Test
  void aFullEventLoopIsAnObjection() {
    send(100, 100);
    IntStream.range(0, 8).forEach(i -> watch.cpu(0.5));
    IntStream.range(0, 2).forEach(i -> watch.cpu(0.99));

    assertThat(whats())
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
    List<Objection> objection = List.of(new Objection("late", "wait"));
    var missed = new Finding("all", "p99_ms", 1, OptionalDouble.of(2), "");

    assertThat(Verdict.of(List.of(), List.of()).state().exit()).isZero();
    assertThat(Verdict.of(List.of(), List.of(missed)).state().exit()).isEqualTo(1);
    assertThat(Verdict.of(objection, List.of(missed)).state().exit()).isEqualTo(3);
    assertThat(Verdict.of(objection, List.of(missed)).advice()).containsExactly("wait");
  }

  @Test
  void whatWaitedForAConnectionIsLateButNotByTheTool() {
    IntStream.range(0, 100).forEach(i -> watch.left(50_000, 100));

    assertThat(watch.report().schedule().late()).isEqualTo(100);
    assertThat(watch.report().schedule().lateByTool()).isZero();
    assertThat(whats()).isEmpty();
  }

  @Test
  void everyObjectionSaysWhatToDo() {
    send(100, 50_000);
    watch.unsent();
    watch.lag(30_000);
    watch.cpu(0.99);
    watch.control().reported(50_000);
    watch.control().control(50_000, 1);

    assertThat(watch.report().objections())
        .hasSize(5)
        .allMatch(objection -> !objection.advice().isBlank());
  }

  private List<String> whats() {
    return watch.report().objections().stream().map(Objection::what).toList();
  }

  private void send(int times, long lateMicros) {
    IntStream.range(0, times).forEach(i -> watch.left(lateMicros, lateMicros));
  }
}
